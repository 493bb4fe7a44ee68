package org.ash.tf.lowering;

import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A graph as TensorFlow operations.
 *
 * @param graph the graph, composites that TensorFlow has no kernel for decomposed
 * @param inputs what to feed, by name, in wire types and logical order
 * @param outputs what to fetch, by name, in wire types and logical order
 * @param update the target that carries out all assignments, if there are any
 */
public record LoweredGraph(
    Graph graph,
    Map<String, Output<?>> inputs,
    Map<String, Output<?>> outputs,
    Optional<Operation> update) {}
