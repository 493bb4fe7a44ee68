package org.ash.cli.run;

/**
 * What one training step gave.
 *
 * @param step number of the step over the whole run, from 1
 * @param epoch number of the epoch, from 1
 * @param loss mean loss over the batch
 * @param accuracy share of the batch whose most likely class was right, 0..1
 * @param learningRate learning rate of the step
 * @param imagesPerSecond speed since the line before
 */
public record StepMetrics(
    long step,
    int epoch,
    double loss,
    double accuracy,
    double learningRate,
    double imagesPerSecond) {}
