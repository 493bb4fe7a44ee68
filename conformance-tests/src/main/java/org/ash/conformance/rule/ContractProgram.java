package org.ash.conformance.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Broadcasting;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * The module on which the contract is tried: whole numbers, added and multiplied, so that every
 * result is exact and a backend of a few operators can be judged.
 *
 * <ul>
 *   <li>{@code scale}: {@code y = x w}, {@code x [N, 2]}
 *   <li>{@code swap}: {@code w} and {@code v} exchanged; outputs {@code was}, the old w, and {@code
 *       sum = w + v}
 *   <li>{@code count}: {@code w := w + x}, {@code x [2]}; output {@code total}, the new w
 *   <li>{@code divide}, in a module of its own: {@code w := w + w}, {@code n := n / divisor}, which
 *       fails for 0
 *   <li>{@code convolve}, in a module of its own: {@code y} is the convolution of {@code x [N, 3,
 *       4, 5]} with the variable {@code kernel}, which is an output, too
 * </ul>
 */
final class ContractProgram {
  static final Variable W = new Variable("w", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  static final Variable V = new Variable("v", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  static final Variable N = new Variable("n", DType.INT32, Shape.scalar(), Variable.Role.OPTIMIZER);

  static final Variable KERNEL =
      new Variable("kernel", DType.FLOAT32, Shape.of(2, 3, 4, 5), Variable.Role.WEIGHT);

  private static final float[] W_VALUES = {3, -4};
  private static final float[] V_VALUES = {5, 7};

  private ContractProgram() {}

  static GraphModule module() {
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    values.put(W, w());
    values.put(V, v());
    GraphBuilder scale = new GraphBuilder("scale");
    scale.output("y", scale.mul(images(scale), scale.read(W)));
    GraphBuilder swap = new GraphBuilder("swap");
    swap.output("was", swap.read(W));
    swap.output("sum", swap.add(swap.read(W), swap.read(V)));
    swap.assign(W, swap.read(V));
    swap.assign(V, swap.read(W));
    GraphBuilder count = new GraphBuilder("count");
    Value x = count.input("x", TensorType.of(DType.FLOAT32, 2));
    Value sum = count.add(count.read(W), x);
    count.output("total", sum);
    count.assign(W, sum);
    return new GraphModule(
        "contract",
        values,
        Map.of("scale", scale.build(), "swap", swap.build(), "count", count.build()));
  }

  static GraphModule dividing() {
    GraphBuilder g = new GraphBuilder("divide");
    Value divisor = g.input("divisor", TensorType.of(DType.INT32));
    g.assign(W, g.add(g.read(W), g.read(W)));
    g.assign(N, g.apply(new Broadcasting.Div(), g.read(N), divisor));
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    values.put(W, w());
    values.put(N, Tensor.scalar(DType.INT32, 6));
    return new GraphModule("dividing", values, Map.of("divide", g.build()));
  }

  static GraphModule convolving() {
    GraphBuilder g = new GraphBuilder("convolve");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3, 4, 5)));
    Value kernel = g.read(KERNEL);
    g.output("kernel", kernel);
    g.output("y", g.conv(x, kernel, Window.of(1, 0)));
    return new GraphModule("convolving", Map.of(KERNEL, kernel(1)), Map.of("convolve", g.build()));
  }

  private static Value images(GraphBuilder g) {
    return g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
  }

  /** What {@code w} begins with. */
  static Tensor w() {
    return Tensor.ofFloats(W_VALUES.clone(), 2);
  }

  /** What {@code v} begins with. */
  static Tensor v() {
    return Tensor.ofFloats(V_VALUES.clone(), 2);
  }

  /** A kernel whose elements all differ; {@code kernel} begins with that of factor 1. */
  static Tensor kernel(int factor) {
    return Tensor.generate(DType.FLOAT32, KERNEL.shape(), i -> factor * (i + 1.0));
  }

  /** The one image that {@code convolve} is fed. */
  static Tensor image() {
    return Tensor.generate(DType.FLOAT32, Shape.of(1, 3, 4, 5), i -> i % 7);
  }

  /** What {@code convolve} gives for {@link #image}: one sum for each of the two kernels. */
  static Tensor convolved(Tensor kernel) {
    Tensor x = image();
    Tensor y = Tensor.allocate(DType.FLOAT32, Shape.of(1, 2, 1, 1));
    for (int i = 0; i < kernel.size(); i++) {
      int m = i / x.size();
      y.set(m, y.get(m) + kernel.get(i) * x.get(i % x.size()));
    }
    return y;
  }

  /** Feeds of {@code scale}: 1, 2, 3, ... */
  static Map<String, Tensor> batch(int n) {
    return Map.of("x", Tensor.generate(DType.FLOAT32, Shape.of(n, 2), i -> i + 1.0));
  }

  /** What {@code scale} gives for {@link #batch} while {@code w} has this value. */
  static Tensor scaled(int n, Tensor w) {
    return Tensor.generate(DType.FLOAT32, Shape.of(n, 2), i -> (i + 1.0) * w.get(i % 2));
  }

  /** What is wrong with a tensor, empty when nothing is. */
  static Optional<String> differs(String name, Tensor actual, Tensor expected) {
    return actual != null && actual.bitEquals(expected)
        ? Optional.empty()
        : Optional.of(name + " is " + actual + ", expected " + expected);
  }
}
