package org.ash.train;

import org.ash.tensor.Tensor;

/**
 * What a network took one example of an evaluation for.
 *
 * @param image FLOAT32 {@code [C, H, W]}, normalized; a copy
 * @param actual index of its class
 * @param guessed index of the class with the largest logit
 * @param probability of the guessed class by softmax, in [0, 1]; NaN where the logits are
 */
public record Guess(Tensor image, int actual, int guessed, double probability) {

  /** Whether it is right. */
  public boolean right() {
    return actual == guessed;
  }
}
