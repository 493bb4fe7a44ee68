package org.ash.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** A graph over inputs x0, x1, ... with the values to feed, run on ND4J and by the oracle. */
record Computation(Graph graph, Map<String, Tensor> feeds) {
  /** One backend for all tests of this process; never closed. */
  static final Backend DL4J = new Dl4jBackendProvider().open(BackendOptions.defaults());

  /** One operator; its outputs are y0, y1, ... */
  static Computation of(Op op, Tensor... inputs) {
    return of((g, x) -> g.applyAll("node", op, x), inputs);
  }

  /** What the function writes; its results are the outputs y0, y1, ... */
  static Computation of(
      BiFunction<GraphBuilder, List<Value>, List<Value>> writing, Tensor... inputs) {
    GraphBuilder g = new GraphBuilder("test");
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    List<Value> x = new ArrayList<>();
    for (Tensor input : inputs) {
      String name = "x" + feeds.size();
      x.add(g.input(name, new TensorType(input.dtype(), SymbolicShape.of(input.shape()))));
      feeds.put(name, input);
    }
    List<Value> y = writing.apply(g, x);
    for (int i = 0; i < y.size(); i++) {
      g.output("y" + i, y.get(i));
    }
    return new Computation(g.build(), feeds);
  }

  /** The outputs on ND4J. */
  Map<String, Tensor> onDl4j() {
    GraphModule module = new GraphModule("test", Map.of(), Map.of("test", graph));
    try (Executable executable = DL4J.load(module)) {
      return executable.run("test", feeds);
    }
  }

  /** The outputs in float64. */
  Map<String, Tensor> exact() {
    return Oracle.evaluate(graph, feeds, Map.of()).outputs();
  }

  /** The outputs for the magnitudes of all inputs: for linear operators the sums of |terms|. */
  Map<String, Tensor> ofMagnitudes() {
    Map<String, Tensor> magnitudes = new LinkedHashMap<>();
    feeds.forEach(
        (name, feed) ->
            magnitudes.put(
                name, Tensor.generate(feed.dtype(), feed.shape(), i -> Math.abs(feed.get(i)))));
    return Oracle.evaluate(graph, magnitudes, Map.of()).outputs();
  }

  /** Normal numbers, keyed by the seed. */
  static Tensor normal(DType dtype, long seed, long... dims) {
    Shape shape = Shape.of(dims);
    return Tensor.of(dtype, shape, new Philox(seed, 0).normals((int) shape.size()));
  }
}
