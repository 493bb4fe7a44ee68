package org.ash.train;

/**
 * What one step of training did.
 *
 * @param step number of the step, from 1, counted through all epochs
 * @param steps steps in all
 * @param epoch number of the epoch, from 1
 * @param batch number of the batch in the epoch, from 1
 * @param batches batches in an epoch
 * @param examples examples in the batch
 * @param loss mean loss of the batch, before the step
 * @param accuracy share of the batch that was recognized, in [0, 1]
 * @param gradientNorm global norm of the gradient, before clipping
 * @param learningRate of this step
 * @param seconds that the step took, from asking for its batch on
 * @param waitSeconds those of them that it waited for its batch
 */
public record StepReport(
    long step,
    long steps,
    int epoch,
    int batch,
    int batches,
    int examples,
    double loss,
    double accuracy,
    double gradientNorm,
    double learningRate,
    double seconds,
    double waitSeconds) {}
