package org.ash.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Window;
import org.ash.reference.Oracle;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The physical layout cannot be observed: random chains of operators behind a convolution, on whole
 * numbers, so that every result is exact; C, H and W all differ. The seed is the test's argument.
 */
final class LayoutTest {
  private static final Backend BACKEND = new TensorFlowProvider().open(BackendOptions.defaults());

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @AfterAll
  static void closeBackend() {
    BACKEND.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void layout_isUnobservable(long seed) {
    Map<String, Tensor> feeds =
        Map.of("x", whole(3, seed, 2, 3, 5, 7), "other", whole(3, seed + 2000, 2, 4, 5, 7));
    Graph graph = chain(whole(2, seed + 1000, 4, 3, 1, 1), new Random(seed));
    GraphModule module = new GraphModule("layout", Map.of(), Map.of(graph.name(), graph));
    Map<String, Tensor> exact = Oracle.evaluate(graph, feeds, Map.of()).outputs();
    try (Executable executable = BACKEND.load(module)) {
      Map<String, Tensor> actual = executable.run(graph.name(), feeds);
      assertEquals(exact.keySet(), actual.keySet());
      exact.forEach((name, expected) -> assertExact(name, expected, actual.get(name)));
    }
  }

  /** Equal but for the signs of zeros. */
  private static void assertExact(String name, Tensor expected, Tensor actual) {
    assertEquals(expected.shape(), actual.shape(), name);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i) + 0.0, actual.get(i) + 0.0, name + "[" + i + "]");
    }
  }

  /** Whole numbers from -range to range, keyed by the seed: sums and products of them are exact. */
  private static Tensor whole(int range, long seed, long... dims) {
    Philox random = new Philox(seed, 0);
    return Tensor.generate(
        DType.FLOAT32, Shape.of(dims), i -> random.below(i, 2 * range + 1) - range);
  }

  /** A convolution of x and eight operators behind it, each of which is an output. */
  private static Graph chain(Tensor w, Random random) {
    GraphBuilder g = new GraphBuilder("chain");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3, 5, 7)));
    Value other =
        g.input("other", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 4, 5, 7)));
    List<Value> values = new ArrayList<>(List.of(g.conv(x, g.constant(w), Window.of(1, 0)), other));
    for (int step = 0; step < 8; step++) {
      Value value = values.get(random.nextInt(values.size()));
      values.add(next(g, value, values, random));
      g.output("y" + step, values.get(values.size() - 1));
    }
    return g.build();
  }

  private static Value next(GraphBuilder g, Value x, List<Value> values, Random random) {
    int rank = x.type().rank();
    int axis = rank == 0 ? 0 : random.nextInt(rank);
    boolean isStatic = rank > 0 && x.type().dim(axis).isStatic();
    return switch (random.nextInt(11)) {
      case 0 -> g.reshape(x, shuffledOnes(x.type().shape(), random));
      case 1 -> g.transpose(x, permutation(rank, random).toArray(Integer[]::new));
      case 2 ->
          rank == 0 || (axis == 0 && rank == 1)
              ? g.neg(x)
              : g.apply(new Reduction.ReduceSum(List.of(axis), random.nextBoolean()), x);
      case 3 ->
          isStatic && x.type().dim(axis).extent() > 1
              ? g.apply(Shaping.Slice.of(axis, random.nextBoolean() ? 0 : -1, 100, 2), x)
              : g.abs(x);
      case 4 -> isStatic ? g.apply(new Shaping.Concat(axis), x, g.neg(x)) : g.relu(x);
      case 5 -> isStatic ? pad(g, x, axis) : g.neg(x);
      case 6 -> g.reshape(x, flattened(x.type().shape()));
      case 7 -> rank == 0 ? x : g.apply(new Reduction.ReduceMax(List.of(axis), true), x);
      case 8 ->
          isStatic && x.type().dim(axis).extent() > 1
              ? g.apply(Shaping.Slice.of(axis, -1, Long.MIN_VALUE / 2, -1), x)
              : g.neg(x);
      default -> combined(g, x, values, random);
    };
  }

  /** x with another value that broadcasts with it, else with itself reduced. */
  private static Value combined(GraphBuilder g, Value x, List<Value> values, Random random) {
    Value other = values.get(random.nextInt(values.size()));
    if (other.type().shape().equals(x.type().shape()) || x.type().rank() < 2) {
      return other.type().shape().equals(x.type().shape()) ? g.add(x, other) : g.neg(x);
    }
    Value reduced = g.apply(new Reduction.ReduceMax(List.of(0), false), x);
    return random.nextBoolean() ? g.sub(x, reduced) : g.max(reduced, x);
  }

  private static Value pad(GraphBuilder g, Value x, int axis) {
    List<Long> begins = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < x.type().rank(); i++) {
      begins.add(i == axis ? 2L : 0L);
      ends.add(i == axis ? 1L : 0L);
    }
    return g.apply(new Shaping.Pad(begins, ends, -1), x);
  }

  private static List<Integer> permutation(int rank, Random random) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    return axes;
  }

  /** The extents other than 1 in order, with a 1 put in somewhere. */
  private static SymbolicShape shuffledOnes(SymbolicShape shape, Random random) {
    List<Dimension> dims = new ArrayList<>(shape.dims());
    dims.removeIf(dim -> dim.equals(Dimension.of(1)));
    dims.add(random.nextInt(dims.size() + 1), Dimension.of(1));
    return new SymbolicShape(dims);
  }

  private static SymbolicShape flattened(SymbolicShape shape) {
    return shape.rank() == 0 ? shape : SymbolicShape.of(shape.dim(0), shape.size(1, shape.rank()));
  }
}
