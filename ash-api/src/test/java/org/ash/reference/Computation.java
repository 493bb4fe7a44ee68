package org.ash.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** A graph over inputs x0, x1, ... with the values to feed: what tests of operators evaluate. */
public record Computation(Graph graph, Map<String, Tensor> feeds) {

  /** One operator; its outputs are y0, y1, ... */
  public static Computation of(Op op, Tensor... inputs) {
    return of((g, x) -> g.applyAll("node", op, x), inputs);
  }

  /** What the function writes; its results are the outputs y0, y1, ... */
  public static Computation of(
      BiFunction<GraphBuilder, List<Value>, List<Value>> writing, Tensor... inputs) {
    GraphBuilder g = new GraphBuilder("test");
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Tensor input : inputs) {
      feeds.put("x" + feeds.size(), input);
    }
    List<Value> x =
        feeds.entrySet().stream().map(feed -> g.input(feed.getKey(), type(feed))).toList();
    List<Value> y = writing.apply(g, x);
    for (int i = 0; i < y.size(); i++) {
      g.output("y" + i, y.get(i));
    }
    return new Computation(g.build(), feeds);
  }

  private static TensorType type(Map.Entry<String, Tensor> feed) {
    return new TensorType(feed.getValue().dtype(), SymbolicShape.of(feed.getValue().shape()));
  }

  /** The same with every composite decomposed. */
  public Computation decomposed() {
    return new Computation(GraphRewriter.decompose(graph, node -> false), feeds);
  }

  /** The outputs in order. */
  public List<Tensor> evaluate() {
    return List.copyOf(Oracle.evaluate(graph, feeds, Map.of()).outputs().values());
  }

  /** The elements of the first output. */
  public double[] values() {
    return evaluate().get(0).toDoubles();
  }

  /** FLOAT64 of this shape with standard normal elements. */
  public static Tensor normal(long seed, String name, long... dims) {
    Shape shape = Shape.of(dims);
    double[] values = new Philox(seed, Philox.site(name)).normals((int) shape.size());
    return Tensor.ofDoubles(values, dims);
  }

  /** A FLOAT64 vector. */
  public static Tensor vector(double... values) {
    return Tensor.ofDoubles(values, values.length);
  }

  /** A FLOAT64 scalar. */
  public static Tensor scalar(double value) {
    return Tensor.scalar(DType.FLOAT64, value);
  }

  /** The sum of the products of equal positions. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The largest difference of equal positions, infinite when one only is NaN. */
  public static double largestDifference(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(Arrays.toString(a) + " and " + Arrays.toString(b));
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      boolean same = Double.compare(a[i], b[i]) == 0;
      double difference = same ? 0 : Math.abs(a[i] - b[i]);
      largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return largest;
  }
}
