package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.Indexing;
import org.ash.ir.LossComposite;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.Operands;
import org.ash.ir.OrderingComposite;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Cases for every operator; C, H and W always differ, so that a mixed-up layout shows. */
public final class OperatorCases {
  private static final long SEED = 20261123;
  private static final Shape IMAGES = Shape.of(2, 3, 5, 7);
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_NORMAL,
    3.5f,
    -2.75f,
    40f,
    -40f
  };

  private final List<OperatorCase> cases = new ArrayList<>();
  private int draws;

  private OperatorCases() {}

  /** All cases. */
  public static List<OperatorCase> all() {
    OperatorCases made = new OperatorCases();
    made.elementwise();
    made.broadcasting();
    made.reductions();
    made.contractions();
    made.convolutions();
    made.normalizations();
    made.shaping();
    made.slicing();
    made.indexing();
    made.activations();
    made.composites();
    return made.cases;
  }

  private void elementwise() {
    Tensor x = normal(IMAGES);
    Tensor special = Tensor.ofFloats(SPECIAL, 3, 4);
    Map<Op, Agreement> exact =
        Map.of(
            new Elementwise.Neg(), Agreement.exact(),
            new Elementwise.Abs(), Agreement.exact(),
            new Elementwise.Relu(), Agreement.exact(),
            new Elementwise.Sign(), Agreement.exact(),
            new Elementwise.Floor(), Agreement.exact(),
            new Elementwise.Clip(-0.5, 1.5), Agreement.exact(),
            new Elementwise.IsNaN(), Agreement.exact(),
            new Elementwise.StopGradient(), Agreement.exact(),
            new Elementwise.Reciprocal(), Agreement.ulps(1),
            new Elementwise.Sqrt(), Agreement.ulps(1));
    exact.forEach(
        (op, agreement) -> {
          add("of images", op, agreement, x);
          add("of special values", op, agreement, special);
        });
    add("of images", new Elementwise.Exp(), Agreement.ulps(8), x);
    add("of positive", new Elementwise.Log(), Agreement.ulps(8), positive(IMAGES));
    add("of images", new Elementwise.Tanh(), Agreement.ulps(8), x);
    add("of images", new Elementwise.Softplus(), Agreement.ulps(16), x);
    add("of images", new Elementwise.Sigmoid(), new Agreement.Floored(v -> 1, x), x);
    add("of images", new Elementwise.Erf(), new Agreement.Floored(v -> 1, x), x);
    Tensor flags = Tensor.ofBytes(DType.BOOL, new byte[] {0, 1, 1}, 3);
    add("of flags", new Elementwise.Not(), Agreement.exact(), flags);
    add("to INT64", new Elementwise.Cast(DType.INT64), Agreement.exact(), x);
    add("to BOOL", new Elementwise.Cast(DType.BOOL), Agreement.exact(), x);
    add("BOOL to FLOAT32", new Elementwise.Cast(DType.FLOAT32), Agreement.exact(), flags);
    Tensor bytes = Tensor.ofBytes(DType.UINT8, new byte[] {0, 127, -1}, 3);
    add("UINT8 to FLOAT32", new Elementwise.Cast(DType.FLOAT32), Agreement.exact(), bytes);
  }

  private void broadcasting() {
    Tensor a = normal(IMAGES);
    Tensor column = positive(Shape.of(3, 1, 1));
    List<Op> arithmetic =
        List.of(
            new Broadcasting.Add(),
            new Broadcasting.Sub(),
            new Broadcasting.Mul(),
            new Broadcasting.Div());
    arithmetic.forEach(op -> add("per channel", op, Agreement.ulps(1), a, column));
    add("of positive", new Broadcasting.Pow(), Agreement.ulps(16), positive(IMAGES), column);
    Tensor special = Tensor.ofFloats(SPECIAL, 3, 4);
    Tensor row = Tensor.ofFloats(new float[] {0f, 1f, Float.NaN, -1f}, 4);
    List<Op> choosing =
        List.of(
            new Broadcasting.Max(),
            new Broadcasting.Min(),
            new Broadcasting.Equal(),
            new Broadcasting.Greater(),
            new Broadcasting.Less());
    for (Op op : choosing) {
      add("per channel", op, Agreement.exact(), a, column);
      add("of special values", op, Agreement.exact(), special, row);
    }
    Tensor flags = Tensor.ofBytes(DType.BOOL, new byte[] {0, 1, 1, 0}, 4);
    Tensor others = Tensor.ofBytes(DType.BOOL, new byte[] {1, 0, 1, 0}, 4);
    add("of flags", new Broadcasting.And(), Agreement.exact(), flags, others);
    add("of flags", new Broadcasting.Or(), Agreement.exact(), flags, others);
    add("of flags", new Broadcasting.Greater(), Agreement.exact(), flags, others);
    add("of flags", new Broadcasting.Less(), Agreement.exact(), flags, others);
    add("of flags", new Broadcasting.Equal(), Agreement.exact(), flags, others);
    add("chooses", new Broadcasting.Where(), Agreement.exact(), flags, special, row);
    Tensor longs = Tensor.ofLongs(new long[] {-7, 7, 9}, 3);
    Tensor twos = Tensor.ofLongs(new long[] {2}, 1);
    add("of INT64", new Broadcasting.Div(), Agreement.exact(), longs, twos);
    add("of INT64", new Broadcasting.Add(), Agreement.exact(), longs, twos);
  }

  private void reductions() {
    Tensor x = normal(IMAGES);
    for (List<Integer> axes :
        List.of(List.of(1, 2, 3), List.of(2, 3), List.of(0, 2, 3), List.of(-1), List.of(0))) {
      for (boolean keep : new boolean[] {true, false}) {
        String title = "over " + axes + (keep ? " kept" : "");
        addLinear(title, new Reduction.ReduceSum(axes, keep), 105, x);
        addLinear(title, new Reduction.ReduceMean(axes, keep), 105, x);
        add(title, new Reduction.ReduceMax(axes, keep), Agreement.exact(), x);
      }
    }
    add("over nothing", new Reduction.ReduceSum(List.of(), false), Agreement.exact(), x);
    add("with NaN", new Reduction.ReduceMax(List.of(1), false), Agreement.exact(), special());
    add("last axis", new Reduction.ArgMax(-1, false), Agreement.exact(), x);
    add("kept", new Reduction.ArgMax(1, true), Agreement.exact(), x);
    Tensor ties = Tensor.ofFloats(new float[] {1, 3, 3, 2, 2, 2}, 2, 3);
    add("takes the first", new Reduction.ArgMax(1, false), Agreement.exact(), ties);
  }

  private void contractions() {
    addLinear("batched", new Contraction.MatMul(), 7, normal(IMAGES), normal(Shape.of(7, 4)));
    addLinear("plain", new Contraction.MatMul(), 5, normal(Shape.of(3, 5)), normal(Shape.of(5, 2)));
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        Tensor left = normal(a ? Shape.of(5, 3) : Shape.of(3, 5));
        Tensor right = normal(b ? Shape.of(4, 5) : Shape.of(5, 4));
        String title = (a ? "A' " : "A ") + (b ? "B'" : "B");
        addLinear(title, new Contraction.Gemm(1, 1, a, b), 6, left, right, normal(Shape.of(4)));
        addLinear(title + " scaled", new Contraction.Gemm(0.5, 2, a, b), 6, left, right);
      }
    }
  }

  private void convolutions() {
    List<Window> windows =
        List.of(
            Window.of(1, 0),
            Window.of(1, 1),
            Window.of(2, 1),
            Window.of(3, 1),
            Window.of(1, 4),
            new Window(2, 1, 1, 0, 2, 1, 1, 1, 1),
            Window.of(1, 2).withDilation(2),
            Window.of(2, 2).withDilation(2));
    for (Window window : windows) {
      convolution(window, Shape.of(2, 4, 9, 11), Shape.of(6, 4, 3, 3));
      convolution(window.withGroup(2), Shape.of(2, 4, 9, 11), Shape.of(6, 2, 3, 3));
      convolution(window.withGroup(4), Shape.of(2, 4, 9, 11), Shape.of(4, 1, 3, 3));
    }
    for (int kernel : new int[] {1, 3, 5}) {
      for (int stride = 1; stride <= 3; stride++) {
        Window even = Window.of(stride, kernel / 2);
        Window uneven = new Window(stride, stride, kernel / 2, 0, 0, kernel / 2, 1, 1, 1);
        for (Window window : List.of(even, uneven, Window.of(stride, 2).withDilation(2))) {
          convolution(window, Shape.of(2, 4, 9, 11), Shape.of(6, 4, kernel, kernel));
        }
      }
    }
    convolution(new Window(1, 2, 1, 1, 1, 1, 1, 1, 1), Shape.of(2, 3, 7, 8), Shape.of(4, 3, 3, 2));
    convolution(Window.of(1, 0), Shape.of(3, 5, 4, 6), Shape.of(2, 5, 1, 1));
    convolution(Window.of(2, 0), Shape.of(3, 5, 5, 6), Shape.of(2, 5, 1, 1));
    convolution(Window.of(1, 1), Shape.of(1, 2, 6, 5), Shape.of(3, 2, 3, 2));
  }

  private void convolution(Window window, Shape image, Shape weight) {
    String title = window + " of " + image + " by " + weight;
    long oH = window.outputHeight(image.dim(2), weight.dim(2));
    long oW = window.outputWidth(image.dim(3), weight.dim(3));
    Tensor x = normal(image);
    Tensor w = normal(weight);
    Tensor dy = normal(Shape.of(image.dim(0), weight.dim(0), oH, oW));
    int taps = (int) (weight.dim(1) * weight.dim(2) * weight.dim(3));
    addLinear(title, new Convolution.Conv(window), taps, x, w);
    Op inputGradient = new Convolution.ConvInputGradient(window, SymbolicShape.of(image));
    addLinear(title, inputGradient, taps * 3, dy, w);
    Op weightGradient = new Convolution.ConvWeightGradient(window, weight);
    addLinear(title, weightGradient, (int) (image.dim(0) * oH * oW), x, dy);
  }

  private void normalizations() {
    Tensor x = normal(IMAGES);
    Tensor scale = positive(Shape.of(3));
    Tensor bias = normal(Shape.of(3));
    // A difference of products: what cancels is measured by the parts, not by the result.
    Agreement affine = new Agreement.Floored(v -> 4 * (1 + Math.abs(v)), x);
    Op batch = new Normalization.BatchNormalization(1e-5);
    add("of images", batch, affine, x, scale, bias, normal(Shape.of(3)), scale);
    for (int axis : new int[] {1, -1, 0}) {
      add("axis " + axis, new Normalization.Softmax(axis), Agreement.ulps(32), x);
      add("axis " + axis, new Normalization.LogSoftmax(axis), Agreement.ulps(32), x);
    }
  }

  private void shaping() {
    Tensor x = normal(IMAGES);
    Op flat = new Shaping.Reshape(SymbolicShape.of(6, 35));
    add("to rows", flat, Agreement.exact(), x);
    TensorType batched = new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3, 5, 7));
    SymbolicShape rows = SymbolicShape.batch("N", 105);
    addTyped("keeps N", new Shaping.Reshape(rows), batched, x);
    SymbolicShape merged = SymbolicShape.of(rows.dim(0).times(SymbolicShape.of(3).dim(0)));
    SymbolicShape pixels = SymbolicShape.of(merged.dim(0), SymbolicShape.of(35).dim(0));
    addTyped("merges N", new Shaping.Reshape(pixels), batched, x);
    add("reverses", new Shaping.Transpose(List.of(3, 2, 1, 0)), Agreement.exact(), x);
    add("to NHWC", new Shaping.Transpose(List.of(0, 2, 3, 1)), Agreement.exact(), x);
    add("channels", new Shaping.Concat(1), Agreement.exact(), x, x, x);
    Tensor one = normal(Shape.of(3, 1, 1));
    add("to images", new Shaping.Expand(SymbolicShape.of(IMAGES)), Agreement.exact(), one);
    TensorType scalars = new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 1));
    Op widen = new Shaping.Expand(SymbolicShape.batch("N", 4));
    addTyped("keeps N", widen, scalars, normal(Shape.of(3, 1)));
    Shaping.Expand lead = new Shaping.Expand(SymbolicShape.batch("N", 3, 1));
    addTyped("doubles N", new Shaping.Size(List.of(0)), scalars, normal(Shape.of(3, 1)));
    addTyped("of two axes", new Shaping.Size(List.of(0, 2)), batched, x);
    addTyped("of nothing", new Shaping.Size(List.of()), batched, x);
    add(
        "by different amounts",
        new Shaping.Pad(List.of(0L, 1L, 0L, 2L), List.of(1L, 0L, 0L, 3L), -1.5),
        Agreement.exact(),
        x);
    // N is read off the second operand, so that the target must be computed at run time.
    cases.add(
        new OperatorCase(
            "to a shape of another operand",
            new FirstLike(lead),
            List.of(TensorType.of(DType.FLOAT32, 3, 1), scalars),
            List.of(normal(Shape.of(3, 1)), normal(Shape.of(5, 1))),
            Agreement.exact()));
  }

  private void slicing() {
    Tensor x = normal(IMAGES);
    List<Shaping.Slice> slices =
        List.of(
            Shaping.Slice.of(3, 0, 7, 2),
            Shaping.Slice.of(3, 1, 6, 3),
            Shaping.Slice.of(-1, -2, -100, -1),
            Shaping.Slice.of(2, 4, 0, -2),
            Shaping.Slice.of(1, 1, 100, 1),
            Shaping.Slice.of(1, 2, 2, 1),
            new Shaping.Slice(List.of(), List.of(), List.of(), List.of()),
            new Shaping.Slice(
                List.of(0, 2, 3), List.of(1L, 0L, 6L), List.of(2L, 5L, -8L), List.of(1L, 3L, -4L)));
    for (Shaping.Slice slice : slices) {
      String title = slice.axes() + " " + slice.starts() + slice.ends() + slice.steps();
      add(title, slice, Agreement.exact(), x);
      TensorType type = new TensorType(DType.FLOAT32, SymbolicShape.of(IMAGES));
      Shape cut = slice.infer(new Operands("slice", slice, List.of(type))).get(0).shape().toShape();
      Op gradient = new Shaping.SliceGradient(slice, SymbolicShape.of(IMAGES));
      add(title, gradient, Agreement.exact(), normal(cut));
    }
  }

  private void indexing() {
    Tensor labels = Tensor.ofLongs(new long[] {0, 3, -1, 4, 2}, 5);
    add("out of range too", new Indexing.OneHot(4, DType.FLOAT32), Agreement.exact(), labels);
    Tensor ints = Tensor.ofInts(new int[] {1, 0}, 2, 1);
    add("of INT32", new Indexing.OneHot(2, DType.INT64), Agreement.exact(), ints);
    Tensor x = normal(IMAGES);
    add("channels", new Indexing.TopK(1, 2), Agreement.exact(), x);
    add("last axis", new Indexing.TopK(-1, 7), Agreement.exact(), x);
    Tensor ties = Tensor.ofFloats(new float[] {1, 3, 3, 2, 2, 2, -0f, 0f}, 2, 4);
    add("takes the first", new Indexing.TopK(1, 2), Agreement.exact(), ties);
    add("ranks NaN as Inf", new Indexing.TopK(1, 3), Agreement.exact(), special());
    add("of INT64", new Indexing.TopK(0, 4), Agreement.exact(), labels);
    Tensor places = Tensor.ofLongs(new long[] {3, 0, 0, 2, 2, 2}, 2, 3);
    add("rows", new Indexing.GatherElements(1), Agreement.exact(), ties, places);
    Tensor dy = Tensor.ofFloats(new float[] {1, 2, 4, 8, 16, 32}, 2, 3);
    Op back = new Indexing.GatherElementsGradient(-1, 4);
    add("adds where indices repeat", back, Agreement.exact(), dy, places);
  }

  private void activations() {
    Tensor x = normal(IMAGES);
    add("0.01", new ActivationComposite.LeakyRelu(0.01), Agreement.ulps(2), x);
    add("of images", new ActivationComposite.PRelu(), Agreement.ulps(2), x, normal(Shape.of(3)));
    Tensor rows = normal(Shape.of(4, 3));
    add("of rows", new ActivationComposite.PRelu(), Agreement.ulps(2), rows, normal(Shape.of(3)));
    Agreement floored = new Agreement.Floored(v -> 2, x);
    add("1", new ActivationComposite.Elu(1), floored, x);
    add("of images", new ActivationComposite.Selu(), floored, x);
    add("of images", new ActivationComposite.Gelu(), new Agreement.Floored(Math::abs, x), x);
    for (double beta : new double[] {1, 1.5}) {
      Op swish = new ActivationComposite.Swish(beta);
      add("beta " + beta, swish, new Agreement.Floored(v -> 2 * Math.abs(v), x), x);
    }
    add("of images", new ActivationComposite.ReluGradient(), Agreement.exact(), x, normal(IMAGES));
  }

  private void composites() {
    Tensor x = normal(IMAGES);
    Tensor alpha = Tensor.scalar(DType.FLOAT32, 0.75);
    Tensor z = Tensor.scalar(DType.FLOAT32, 1.25);
    Agreement sums = new Agreement.Floored(v -> 8 * (1 + Math.abs(v)), x);
    add("of images", new AshComposite.Ash(1e-5), sums, x, alpha, z);
    Tensor mean = normal(Shape.of(2, 1, 1, 1));
    Tensor std = positive(Shape.of(2, 1, 1, 1));
    Agreement wide = new Agreement.Floored(v -> 200, x);
    add(
        "of images",
        new AshComposite.AshGradient(1e-5),
        wide,
        x,
        normal(IMAGES),
        alpha,
        z,
        mean,
        std);
    Tensor scale = positive(Shape.of(3));
    Op training = new BatchNormalizationComposite.BatchNormalizationTraining(1e-5);
    add("of images", training, sums, x, scale, normal(Shape.of(3)));
    Op gradient = new BatchNormalizationComposite.BatchNormalizationGradient(1e-5);
    add("of images", gradient, wide, normal(IMAGES), x, scale, normal(Shape.of(3)), scale);
    Tensor logits = normal(Shape.of(4, 6));
    Tensor labels = positive(Shape.of(4, 6));
    add("rows", new LossComposite.SoftmaxCrossEntropy(), Agreement.ulps(64), logits, labels);
    Op lossGradient = new LossComposite.SoftmaxCrossEntropyGradient();
    add("rows", lossGradient, wide, normal(Shape.of(4)), logits, labels);
    add("of images", new OrderingComposite.After(), Agreement.exact(), x, logits);
    add("of a number", new OrderingComposite.After(), Agreement.exact(), alpha, logits);
  }

  private void add(String title, Op op, Agreement agreement, Tensor... operands) {
    List<TensorType> types =
        Arrays.stream(operands)
            .map(tensor -> new TensorType(tensor.dtype(), SymbolicShape.of(tensor.shape())))
            .toList();
    cases.add(new OperatorCase(title, op, types, List.of(operands), agreement));
  }

  private void addTyped(String title, Op op, TensorType type, Tensor operand) {
    cases.add(new OperatorCase(title, op, List.of(type), List.of(operand), Agreement.exact()));
  }

  /** A sum of K terms: the sum of their magnitudes is the operator on the operands' magnitudes. */
  private void addLinear(String title, Op op, int terms, Tensor... operands) {
    add(title, op, Agreement.exact(), operands);
    OperatorCase plain = cases.remove(cases.size() - 1);
    List<Tensor> magnitudes =
        plain.operands().stream()
            .map(t -> Tensor.generate(t.dtype(), t.shape(), i -> Math.abs(t.get(i))))
            .toList();
    OperatorCase absolute =
        new OperatorCase(title, op, plain.types(), magnitudes, Agreement.exact());
    Tensor sums = absolute.expected().get("y0");
    Agreement agreement = new Agreement.Terms(4 * Math.sqrt(terms), sums);
    cases.add(new OperatorCase(title, op, plain.types(), plain.operands(), agreement));
  }

  private Tensor special() {
    return Tensor.ofFloats(SPECIAL, 3, 4);
  }

  private Tensor normal(Shape shape) {
    double[] numbers = new Philox(SEED, draws++).normals((int) shape.size());
    return Tensor.of(DType.FLOAT32, shape, numbers);
  }

  private Tensor positive(Shape shape) {
    Philox random = new Philox(SEED, draws++);
    return Tensor.generate(DType.FLOAT32, shape, i -> 0.25 + random.uniform(i));
  }
}
