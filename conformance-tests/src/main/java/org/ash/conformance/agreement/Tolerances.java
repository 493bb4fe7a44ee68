package org.ash.conformance.agreement;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Indexing;
import org.ash.ir.Node;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.ErrorModel;
import org.ash.reference.Oracle;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * The tolerance of every primitive, with its reason; the only place where there are any.
 *
 * <p>None is raised to make an engine pass: what an engine gets wrong goes onto its list of known
 * deviations. Composites and networks have none of their own, see {@link PropagatedError}.
 */
public final class Tolerances {
  /**
   * Factor of the error of a sum over {@code unit * sqrt(K) * sum |terms|}, the growth of
   * independent rounding errors: the largest of some thousand elements lies within four standard
   * deviations.
   */
  private static final double SUM = 4;

  /** Addition, multiplication, division and roots are correctly rounded: 1 ulp leaves a margin. */
  private static final Tolerance ROUNDED = ulps(1);

  /** Polynomial kernels of a few ulps, as OpenCL asks of exp, log and tanh in the full profile. */
  private static final Tolerance TRANSCENDENTAL = ulps(8);

  /** Two of them, the logarithm's error multiplied by the exponent, as OpenCL asks of pow. */
  private static final Tolerance POWER = ulps(16);

  /**
   * Engines compute sigmoid and erf by rational functions of bounded absolute error, which lose the
   * tail, where the value is far below 1: 2^-22 in FLOAT32.
   */
  private static final Tolerance SATURATING =
      elementwise(y -> 4, (y, precision) -> 16 * precision.ulp(y));

  /** Nothing is computed, each result is one of the operands or a small whole number. */
  private static final Tolerance EXACT =
      (execution, output, precision) -> new double[execution.output(output).size()];

  private static final Set<Class<? extends Op>> MOVEMENT =
      Set.of(
          Elementwise.Neg.class,
          Elementwise.Abs.class,
          Elementwise.StopGradient.class,
          Broadcasting.Where.class,
          Shaping.Reshape.class,
          Shaping.Transpose.class,
          Shaping.Concat.class,
          Shaping.Slice.class,
          Shaping.Pad.class,
          Shaping.Expand.class,
          Indexing.TopK.class,
          Indexing.GatherElements.class);

  private static final OperatorTable<Tolerance> TABLE = new OperatorTable<>();

  static {
    elementwise();
    broadcasting();
    sums();
    normalization();
    movement();
  }

  private Tolerances() {}

  /** The tolerance of an operator; empty for composites, whose error is that of their parts. */
  public static Optional<Tolerance> find(Op op) {
    return TABLE.find(op);
  }

  /** Whether results are copies of operands, so that signed zeros and subnormals must survive. */
  public static boolean isMovement(Op op) {
    return MOVEMENT.contains(op.getClass());
  }

  /** Those of the operators that have no tolerance. */
  public static List<Class<? extends Op>> missing(List<Class<? extends Op>> operators) {
    return TABLE.missing(operators);
  }

  private static void elementwise() {
    for (Class<? extends Op> op :
        List.of(
            Elementwise.Neg.class,
            Elementwise.Abs.class,
            Elementwise.Relu.class,
            Elementwise.Sign.class,
            Elementwise.Floor.class,
            Elementwise.Clip.class,
            Elementwise.StopGradient.class,
            Elementwise.IsNaN.class,
            Elementwise.Not.class)) {
      TABLE.on(op, EXACT);
    }
    TABLE
        // From FLOAT64 to FLOAT32 a cast rounds; every other cast is exact.
        .on(Elementwise.Cast.class, ROUNDED)
        .on(Elementwise.Sqrt.class, ROUNDED)
        .on(Elementwise.Reciprocal.class, ROUNDED)
        .on(Elementwise.Exp.class, TRANSCENDENTAL)
        .on(Elementwise.Log.class, TRANSCENDENTAL)
        .on(Elementwise.Tanh.class, TRANSCENDENTAL)
        .on(Elementwise.Sigmoid.class, SATURATING)
        .on(Elementwise.Erf.class, SATURATING)
        // ln(1 + e): the logarithm of a rounded exponential.
        .on(Elementwise.Softplus.class, ulps(16));
  }

  private static void broadcasting() {
    for (Class<? extends Op> op :
        List.of(
            Broadcasting.Max.class,
            Broadcasting.Min.class,
            Broadcasting.Where.class,
            Broadcasting.Equal.class,
            Broadcasting.Greater.class,
            Broadcasting.Less.class,
            Broadcasting.And.class,
            Broadcasting.Or.class)) {
      TABLE.on(op, EXACT);
    }
    TABLE
        .on(Broadcasting.Add.class, ROUNDED)
        .on(Broadcasting.Sub.class, ROUNDED)
        .on(Broadcasting.Mul.class, ROUNDED)
        .on(Broadcasting.Div.class, ROUNDED)
        .on(Broadcasting.Pow.class, POWER);
  }

  private static void sums() {
    TABLE
        .on(Reduction.ReduceSum.class, Tolerances::sum)
        .on(Reduction.ReduceMean.class, Tolerances::sum)
        .on(Reduction.ReduceMax.class, EXACT)
        .on(Reduction.ArgMax.class, EXACT)
        .on(Indexing.GatherElementsGradient.class, Tolerances::gatheredSum)
        .on(Contraction.MatMul.class, Tolerances::sum)
        .on(Contraction.Gemm.class, Tolerances::sum)
        .on(Convolution.Conv.class, Tolerances::sum)
        .on(Convolution.ConvInputGradient.class, Tolerances::sum)
        .on(Convolution.ConvWeightGradient.class, Tolerances::sum);
  }

  private static void normalization() {
    TABLE
        .on(Normalization.BatchNormalization.class, Tolerances::batchNormalization)
        .on(Normalization.Softmax.class, Tolerances::softmax)
        .on(Normalization.LogSoftmax.class, Tolerances::logSoftmax);
  }

  private static void movement() {
    for (Class<? extends Op> op :
        List.of(
            Shaping.Reshape.class,
            Shaping.Transpose.class,
            Shaping.Concat.class,
            Shaping.Slice.class,
            Shaping.SliceGradient.class,
            Shaping.Pad.class,
            Shaping.Expand.class,
            Shaping.Size.class,
            Indexing.OneHot.class,
            Indexing.TopK.class,
            Indexing.GatherElements.class)) {
      TABLE.on(op, EXACT);
    }
  }

  /** Units in the last place; results below the smallest normal number may be flushed to zero. */
  private static Tolerance ulps(double count) {
    return elementwise(y -> 0, (y, precision) -> count * precision.ulp(y));
  }

  /** The larger of a number of units and what goes with the value, and a flush to zero. */
  private static Tolerance elementwise(DoubleUnaryOperator units, Relative relative) {
    return (execution, output, precision) -> {
      double[] allowed = execution.output(output).toDoubles();
      for (int i = 0; i < allowed.length; i++) {
        double y = allowed[i];
        double floor = units.applyAsDouble(y) * precision.unit();
        allowed[i] = Math.max(floor, relative.of(y, precision)) + precision.smallestNormal();
      }
      return allowed;
    };
  }

  @FunctionalInterface
  private interface Relative {
    double of(double y, Precision precision);
  }

  /**
   * {@code SUM unit sqrt(K) sum |terms|}, K terms in each element, and one rounding. Where the
   * finite terms add up beyond the largest number, it depends on their order whether partial sums
   * overflow, and to which side: no order is prescribed, so nothing is.
   */
  private static double[] sum(ErrorModel.Execution execution, int output, Precision precision) {
    double[] magnitudes = ofMagnitudes(execution, output);
    double terms = terms(execution);
    boolean mean = execution.node().op() instanceof Reduction.ReduceMean;
    double overflow = mean ? precision.largest() / terms : precision.largest();
    return Arrays.stream(magnitudes)
        .map(magnitude -> sum(magnitude, terms, overflow, precision))
        .toArray();
  }

  private static double sum(double magnitude, double terms, double overflow, Precision precision) {
    return Double.isFinite(magnitude) && magnitude > overflow
        ? Tolerance.ANYTHING
        : SUM * precision.unit() * Math.sqrt(terms) * magnitude + precision.smallestNormal();
  }

  /**
   * That of a sum of as many terms as there are indices equal; what one index points to is moved.
   */
  private static double[] gatheredSum(
      ErrorModel.Execution execution, int output, Precision precision) {
    double[] allowed = ofMagnitudes(execution, output);
    double[] terms = ofOperands(execution, execution.node().op(), output, x -> 1);
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = terms[i] <= 1 ? 0 : sum(allowed[i], terms[i], precision.largest(), precision);
    }
    return allowed;
  }

  /** How many numbers are added for one element of the result. */
  private static long terms(ErrorModel.Execution execution) {
    Op op = execution.node().op();
    Shape first = execution.input(0).shape();
    if (op instanceof Reduction reduction) {
      return reduction.axesOf(first.rank()).stream()
          .mapToLong(first::dim)
          .reduce(1, Math::multiplyExact);
    }
    if (op instanceof Contraction.MatMul) {
      return first.dim(first.rank() - 1);
    }
    if (op instanceof Contraction.Gemm gemm) {
      return first.dim(gemm.transA() ? 0 : 1) + 1;
    }
    if (op instanceof Convolution.ConvWeightGradient) {
      Shape dy = execution.input(1).shape();
      return dy.dim(0) * dy.dim(2) * dy.dim(3);
    }
    Shape weight = execution.input(1).shape();
    long taps = weight.dim(2) * weight.dim(3);
    return op instanceof Convolution.Conv
        ? weight.dim(1) * taps
        : weight.dim(0) / ((Convolution) op).window().group() * taps;
  }

  /** The operator applied to the magnitudes of operands and factors: the sums of |terms|. */
  private static double[] ofMagnitudes(ErrorModel.Execution execution, int output) {
    Op op = execution.node().op();
    Op positive = op instanceof Contraction.Gemm gemm ? magnitudes(gemm) : op;
    return ofOperands(execution, positive, output, Math::abs);
  }

  /** What an operator gives for other floating operands, and the magnitudes of the whole ones. */
  private static double[] ofOperands(
      ErrorModel.Execution execution, Op op, int output, DoubleUnaryOperator made) {
    Node node = execution.node();
    GraphBuilder g = new GraphBuilder("operands");
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    Value[] operands = new Value[node.inputs().size()];
    for (int i = 0; i < operands.length; i++) {
      Tensor operand = execution.input(i);
      String name = "x" + i;
      operands[i] = g.input(name, node.input(i).type());
      feeds.put(name, each(operand, operand.dtype().isFloating() ? made : Math::abs));
    }
    g.output("y", g.applyAll(op, operands).get(output));
    Graph graph = g.build();
    return Oracle.evaluate(graph, feeds, Map.of()).output("y");
  }

  private static Tensor each(Tensor x, DoubleUnaryOperator made) {
    return Tensor.generate(x.dtype(), x.shape(), i -> made.applyAsDouble(x.get(i)));
  }

  private static Contraction.Gemm magnitudes(Contraction.Gemm gemm) {
    return new Contraction.Gemm(
        Math.abs(gemm.alpha()), Math.abs(gemm.beta()), gemm.transA(), gemm.transB());
  }

  /**
   * Engines fold the statistics into {@code x a + (bias - mean a)}, {@code a = scale / sqrt(var +
   * eps)}: some eight roundings of terms that may cancel.
   */
  private static double[] batchNormalization(
      ErrorModel.Execution execution, int output, Precision precision) {
    double eps = ((Normalization.BatchNormalization) execution.node().op()).eps();
    Tensor x = execution.input(0);
    double[] scale = execution.input(1).toDoubles();
    double[] bias = execution.input(2).toDoubles();
    double[] mean = execution.input(3).toDoubles();
    double[] variance = execution.input(4).toDoubles();
    int channels = scale.length;
    int area = x.size() / Math.max(1, (int) x.shape().dim(0) * channels);
    double[] allowed = new double[x.size()];
    for (int i = 0; i < allowed.length; i++) {
      int c = i / area % channels;
      double a = Math.abs(scale[c]) / Math.sqrt(variance[c] + eps);
      double terms = (Math.abs(x.get(i)) + Math.abs(mean[c])) * a + Math.abs(bias[c]);
      allowed[i] = 8 * precision.unit() * terms + precision.smallestNormal();
    }
    return allowed;
  }

  /**
   * Relative: the rounding of {@code x - max}, which the exponential multiplies, its own 8 ulps,
   * and the sum's.
   */
  private static double[] softmax(ErrorModel.Execution execution, int output, Precision precision) {
    int axis = ((Normalization.Softmax) execution.node().op()).axis();
    double[] distance = belowMaximum(execution.input(0), axis);
    double terms = extent(execution.input(0), axis);
    double[] y = execution.output(output).toDoubles();
    double[] allowed = new double[y.length];
    for (int i = 0; i < allowed.length; i++) {
      double relative = precision.unit() * (distance[i] + 18 + SUM * Math.sqrt(terms));
      allowed[i] = relative * y[i] + precision.smallestNormal();
    }
    return allowed;
  }

  /** Absolute: the rounding of {@code x - max} and of the result, the sum's relative error. */
  private static double[] logSoftmax(
      ErrorModel.Execution execution, int output, Precision precision) {
    int axis = ((Normalization.LogSoftmax) execution.node().op()).axis();
    double[] distance = belowMaximum(execution.input(0), axis);
    double terms = extent(execution.input(0), axis);
    double[] y = execution.output(output).toDoubles();
    double[] allowed = new double[y.length];
    for (int i = 0; i < allowed.length; i++) {
      double magnitude = distance[i] + 2 * Math.abs(y[i]);
      allowed[i] = precision.unit() * (magnitude + 18 + SUM * Math.sqrt(terms));
    }
    return allowed;
  }

  private static double extent(Tensor x, int axis) {
    int rank = x.shape().rank();
    return x.shape().dim(axis < 0 ? axis + rank : axis);
  }

  /** {@code max - x} along an axis. */
  private static double[] belowMaximum(Tensor x, int axis) {
    GraphBuilder g = new GraphBuilder("distance");
    Value in = g.input("x", new TensorType(x.dtype(), SymbolicShape.of(x.shape())));
    Value max = g.apply(new Reduction.ReduceMax(List.of(axis), true), in);
    g.output("y", g.sub(max, in));
    return Oracle.evaluate(g.build(), Map.of("x", x), Map.of()).output("y");
  }
}
