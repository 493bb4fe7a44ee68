package org.ash.conformance.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Random numbers to train a network of {@value #CLASSES} classes on. */
final class TrainingFeeds {
  /** How many labels there are. */
  static final int CLASSES = 3;

  private static final double LEARNING_RATE = 0.05;

  private TrainingFeeds() {}

  /**
   * Images, labels and, which may be of any numbers, masks; others for every step.
   *
   * @param graph a step of the training
   * @param batch how many images
   */
  static Map<String, Tensor> of(Graph graph, long batch, int step) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Value.Input input : graph.inputs()) {
      Shape shape = input.type().shape().bind(Map.of("N", batch));
      DType dtype = input.type().dtype();
      Philox random = new Philox(step, Philox.site(input.name()));
      if (shape.rank() == 0) {
        feeds.put(input.name(), Tensor.scalar(dtype, LEARNING_RATE));
      } else if (dtype.isFloating()) {
        feeds.put(input.name(), Tensor.of(dtype, shape, random.normals((int) shape.size())));
      } else {
        feeds.put(input.name(), Tensor.generate(dtype, shape, i -> random.below(i, CLASSES)));
      }
    }
    return feeds;
  }
}
