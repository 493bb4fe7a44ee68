package org.ash.activation;

import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * Mean and population standard deviation over all elements of each sample (ASH-2), written with
 * primitives.
 *
 * @param mean {@code [N, 1, ...]}
 * @param centred x - mean, as x
 * @param std {@code sqrt(variance + eps)}, {@code [N, 1, ...]}
 */
record SampleStatistics(Value mean, Value centred, Value std) {

  /** Of {@code x [N, ...]}, rank 2 or more. */
  static SampleStatistics of(GraphBuilder graph, Value x, double eps) {
    List<Integer> axes = IntStream.range(1, x.type().rank()).boxed().toList();
    Value mean = graph.reduceMean(x, axes, true);
    Value centred = graph.sub(x, mean);
    Value variance = graph.reduceMean(graph.mul(centred, centred), axes, true);
    return new SampleStatistics(mean, centred, graph.sqrt(graph.add(variance, graph.like(x, eps))));
  }
}
