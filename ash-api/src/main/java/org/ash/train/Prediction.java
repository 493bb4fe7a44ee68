package org.ash.train;

/**
 * One guess.
 *
 * @param classIndex index of the class
 * @param className its name
 * @param probability by softmax, in [0, 1]
 */
public record Prediction(int classIndex, String className, double probability) {}
