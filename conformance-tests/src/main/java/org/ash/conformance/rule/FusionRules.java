package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.operator.Operand;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationGradient;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Neighbours of which engines make one kernel, or none: they give what each alone gives. */
final class FusionRules {
  private FusionRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "FUSE-slices",
            "Slices that take a tensor apart are exact, also with gaps or overlaps between them.",
            FusionRules::slices),
        rule(
            "FUSE-transposed-products",
            "Matrix products of transposed operands agree with the oracle.",
            FusionRules::transposedProducts),
        rule(
            "FUSE-one-operand-twice",
            "Operators agree with the oracle when their operands are one tensor.",
            FusionRules::oneOperandTwice),
        rule(
            "FUSE-batch-normalization",
            "Gradients from the statistics of the forward node itself agree with the oracle.",
            FusionRules::batchNormalization));
  }

  private static Rule rule(String id, String sentence, RuleCheck check) {
    return Rule.required(id, Level.OPERATORS, sentence, check);
  }

  private static void slices(Trial trial) {
    for (DType dtype : Operand.ALL) {
      Tensor x = Operand.any(dtype, 1, Operand.IMAGES);
      judge(
          trial,
          dtype + " from end to end",
          (g, in) ->
              List.of(
                  slice(g, in.get(0), -2, 1, 4),
                  slice(g, in.get(0), 2, 0, 1),
                  slice(g, in.get(0), 2, 4, 9)),
          x);
      judge(
          trial,
          dtype + " with an overlap and with a gap",
          (g, in) ->
              List.of(
                  slice(g, in.get(0), 1, 0, 2),
                  slice(g, in.get(0), 1, -2, 3),
                  slice(g, in.get(0), 3, 0, 2),
                  slice(g, in.get(0), 3, 4, 7)),
          x);
    }
    judge(
        trial,
        "of a transposed tensor",
        (g, in) -> {
          Value turned = g.transpose(in.get(0), 0, 3, 1, 2);
          return List.of(slice(g, turned, 1, 0, 2), slice(g, turned, 1, 2, 7));
        },
        Operand.normal(DType.FLOAT32, 2, Operand.IMAGES));
  }

  private static Value slice(GraphBuilder g, Value x, int axis, long start, long end) {
    return g.apply(Shaping.Slice.of(axis, start, end, 1), x);
  }

  private static void transposedProducts(Trial trial) {
    for (DType dtype : Operand.FLOATING) {
      Tensor a = Operand.normal(dtype, 3, Shape.of(4, 3));
      Tensor b = Operand.normal(dtype, 4, Shape.of(5, 4));
      judge(
          trial,
          dtype + " of matrices",
          (g, in) -> List.of(g.matMul(g.transpose(in.get(0), 1, 0), g.transpose(in.get(1), 1, 0))),
          a,
          b);
      judge(
          trial,
          dtype + " of batches",
          (g, in) ->
              List.of(g.matMul(g.transpose(in.get(0), 0, 2, 1), g.transpose(in.get(1), 0, 2, 1))),
          Operand.normal(dtype, 5, Shape.of(2, 4, 3)),
          Operand.normal(dtype, 6, Shape.of(2, 5, 4)));
    }
  }

  private static void oneOperandTwice(Trial trial) {
    for (DType dtype : Operand.NUMBERS) {
      judge(
          trial,
          dtype.toString(),
          (g, in) -> {
            Value x = in.get(0);
            return List.of(
                g.apply(new Shaping.Concat(2), x, x, x), g.add(x, x), g.sub(x, x), g.mul(x, x));
          },
          Operand.any(dtype, 7, Operand.IMAGES));
    }
  }

  /** Few values for a channel, where what an engine keeps of its own shows most, and many. */
  private static void batchNormalization(Trial trial) {
    for (DType dtype : Operand.FLOATING) {
      for (Shape shape :
          List.of(
              Operand.IMAGES,
              Shape.of(1, 3, 1, 1),
              Shape.of(1, 2, 7, 1),
              Shape.of(8, 5),
              Shape.of(3, 4, 6),
              Shape.of(8, 16, 6, 7))) {
        Shape channels = Shape.of(shape.dim(1));
        judge(
            trial,
            dtype + " " + shape,
            FusionRules::forwardAndBack,
            Operand.normal(dtype, 8, shape),
            Operand.normal(dtype, 9, channels),
            Operand.normal(dtype, 10, channels),
            Operand.normal(dtype, 11, shape));
      }
    }
  }

  /** Of x, scale, bias and dy. */
  private static List<Value> forwardAndBack(GraphBuilder g, List<Value> in) {
    double eps = 1e-5; // BatchNormalization's default in ONNX
    Value x = in.get(0);
    Value scale = in.get(1);
    List<Value> y = g.applyAll(new BatchNormalizationTraining(eps), x, scale, in.get(2));
    return g.applyAll(new BatchNormalizationGradient(eps), in.get(3), x, scale, y.get(1), y.get(2));
  }

  /** Writes nodes behind inputs; what it returns are the outputs. */
  @FunctionalInterface
  private interface Writing {
    List<Value> write(GraphBuilder g, List<Value> inputs);
  }

  private static void judge(Trial trial, String label, Writing writing, Tensor... operands) {
    GraphBuilder g = new GraphBuilder("neighbours");
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    List<Value> inputs = new ArrayList<>();
    for (Tensor operand : operands) {
      String name = "x" + feeds.size();
      TensorType type = new TensorType(operand.dtype(), SymbolicShape.of(operand.shape()));
      inputs.add(g.input(name, type));
      feeds.put(name, operand);
    }
    List<Value> results = writing.write(g, inputs);
    for (int i = 0; i < results.size(); i++) {
      g.output("y" + i, results.get(i));
    }
    trial.judge(label, () -> trial.examiner().examine(g.build(), feeds, Map.of()));
  }
}
