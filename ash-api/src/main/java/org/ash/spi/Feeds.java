package org.ash.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.tensor.Tensor;

/** Checks what a caller feeds; the same for every backend. */
public final class Feeds {
  private Feeds() {}

  /**
   * Checks that exactly the inputs of a graph are fed, with their types and shapes, and that there
   * is at least one of what a symbol counts.
   *
   * @return the value of each symbol, as {@code {N=128}}
   * @throws IllegalArgumentException naming the graph, the input, what was given and expected
   */
  public static Map<String, Long> bind(Graph graph, Map<String, Tensor> feeds) {
    Map<String, Long> bindings = new LinkedHashMap<>();
    for (Value.Input input : graph.inputs()) {
      Tensor feed = feeds.get(input.name());
      if (feed == null) {
        throw error(graph, input, "is not fed; given are " + feeds.keySet());
      }
      if (feed.dtype() != input.type().dtype()) {
        throw error(graph, input, "expects " + input.type() + ", given " + feed.dtype());
      }
      String mismatch = input.type().shape().match(feed.shape(), bindings);
      if (!mismatch.isEmpty()) {
        throw error(graph, input, mismatch);
      }
    }
    for (Value.Input input : graph.inputs()) {
      // Again: a symbol may have been bound only by a later input.
      String mismatch = input.type().shape().match(feeds.get(input.name()).shape(), bindings);
      if (!mismatch.isEmpty()) {
        throw error(graph, input, mismatch);
      }
      for (Dimension dim : input.type().shape().dims()) {
        for (String symbol : dim.symbols()) {
          if (bindings.getOrDefault(symbol, 1L) < 1) {
            throw error(
                graph,
                input,
                "has "
                    + symbol
                    + " = 0, given "
                    + feeds.get(input.name()).shape()
                    + "; "
                    + symbol
                    + " is at least 1");
          }
        }
      }
    }
    for (String name : feeds.keySet()) {
      if (graph.inputs().stream().noneMatch(input -> input.name().equals(name))) {
        throw new IllegalArgumentException(
            "Graph '"
                + graph.name()
                + "' has no input '"
                + name
                + "'; it has "
                + graph.inputs().stream().map(Value::name).toList()
                + ".");
      }
    }
    return bindings;
  }

  /**
   * Checks tensors that a caller offers for results.
   *
   * @throws IllegalArgumentException naming the graph, the output, what was given and expected
   */
  public static void checkResults(
      Graph graph, Map<String, Tensor> results, Map<String, Long> bindings) {
    results.forEach(
        (name, tensor) -> {
          Value output = graph.outputs().get(name);
          if (output == null) {
            throw new IllegalArgumentException(
                "Graph '"
                    + graph.name()
                    + "' has no output '"
                    + name
                    + "'; it has "
                    + graph.outputs().keySet()
                    + ".");
          }
          if (tensor.isReadOnly()) {
            throw new IllegalArgumentException(
                "Graph '"
                    + graph.name()
                    + "': output '"
                    + name
                    + "' cannot be written into a tensor over read-only memory.");
          }
          SymbolicShape shape = output.type().shape();
          if (tensor.dtype() != output.type().dtype()
              || !tensor.shape().equals(shape.bind(bindings))) {
            throw new IllegalArgumentException(
                "Graph '"
                    + graph.name()
                    + "', output '"
                    + name
                    + "': expected "
                    + output.type().dtype()
                    + " "
                    + shape.bind(bindings)
                    + ", given "
                    + tensor.dtype()
                    + " "
                    + tensor.shape()
                    + ".");
          }
        });
  }

  private static IllegalArgumentException error(Graph graph, Value.Input input, String problem) {
    return new IllegalArgumentException(
        "Graph '" + graph.name() + "', input '" + input.name() + "': " + problem + ".");
  }
}
