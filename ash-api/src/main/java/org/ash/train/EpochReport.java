package org.ash.train;

import java.util.Optional;

/**
 * What one epoch of training did.
 *
 * @param epoch number of the epoch, from 1
 * @param step steps done when it ended
 * @param trainLoss mean of the steps' losses
 * @param trainAccuracy share of the examples that were recognized when they were trained on
 * @param learningRate of its last step
 * @param seconds of training and evaluation, of all processes that had part in it
 * @param test how the network did on the test set after the epoch, when there is one
 */
public record EpochReport(
    int epoch,
    long step,
    double trainLoss,
    double trainAccuracy,
    double learningRate,
    double seconds,
    Optional<Evaluation.Summary> test) {}
