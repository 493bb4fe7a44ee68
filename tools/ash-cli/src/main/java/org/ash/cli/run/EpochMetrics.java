package org.ash.cli.run;

/**
 * What one pass over the training set gave.
 *
 * @param epoch number of the epoch, from 1
 * @param step number of steps done so far
 * @param trainLoss mean of the step losses
 * @param trainAccuracy mean of the step accuracies, 0..1
 * @param testLoss mean loss over the test set
 * @param top1 share of the test set whose most likely class was right, 0..1
 * @param top5 share of the test set whose class was among the five most likely, 0..1
 * @param seconds time of the epoch, evaluation included
 */
public record EpochMetrics(
    int epoch,
    long step,
    double trainLoss,
    double trainAccuracy,
    double testLoss,
    double top1,
    double top5,
    double seconds) {}
