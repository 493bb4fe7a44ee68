package org.ash.train;

import org.ash.tensor.Tensor;

/**
 * Some examples.
 *
 * @param images FLOAT32 {@code [n, C, H, W]}, normalized
 * @param labels INT64 {@code [n]}, class indices from 0
 */
public record Batch(Tensor images, Tensor labels) {

  /** Number of examples. */
  public int size() {
    return labels.size();
  }
}
