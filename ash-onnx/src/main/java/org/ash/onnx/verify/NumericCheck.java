package org.ash.onnx.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.onnx.model.OnnxTypes;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.TensorShapeProto;
import org.ash.onnx.proto.TypeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Compares what a model gave with what it declares and with what was expected. */
final class NumericCheck {
  private final GraphProto graph;
  private final double budget;
  private final List<Finding> findings = new ArrayList<>();
  private final List<OutputAgreement> outputs = new ArrayList<>();
  private final List<ClassAgreement> classes = new ArrayList<>();

  NumericCheck(GraphProto graph) {
    this.graph = graph;
    this.budget = ErrorBudget.of(graph);
  }

  List<Finding> findings() {
    return findings;
  }

  List<OutputAgreement> outputs() {
    return outputs;
  }

  List<ClassAgreement> classes() {
    return classes;
  }

  /** The types and shapes that the outputs declare, with symbols read off the inputs. */
  void compareDeclared(Map<String, Tensor> inputs, Map<String, Tensor> actual) {
    Map<String, Long> symbols = new LinkedHashMap<>();
    for (ValueInfoProto input : graph.getInputList()) {
      Tensor tensor = inputs.get(input.getName());
      if (tensor != null) {
        declared(input, tensor, symbols);
      }
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      Tensor tensor = actual.get(output.getName());
      if (tensor == null) {
        findings.add(Finding.error("the run gave no output '" + output.getName() + "'."));
      } else {
        declared(output, tensor, symbols);
      }
    }
  }

  /** The numbers; {@code label} tells runs apart. */
  void compareNumbers(String label, Map<String, Tensor> expected, Map<String, Tensor> actual) {
    expected.forEach(
        (name, want) -> {
          Tensor got = actual.get(name);
          if (got == null) {
            findings.add(
                Finding.error("no output '" + name + "'; there are " + actual.keySet() + "."));
          } else if (!got.shape().equals(want.shape())) {
            findings.add(
                Finding.error(
                    "output '"
                        + name
                        + "' is "
                        + got.shape()
                        + " where "
                        + want.shape()
                        + " is expected."));
          } else {
            compare(name + label, want, got);
          }
        });
  }

  private void declared(ValueInfoProto value, Tensor tensor, Map<String, Long> symbols) {
    TypeProto.Tensor type = value.getType().getTensorType();
    List<TensorShapeProto.Dimension> dims = type.getShape().getDimList();
    boolean fits =
        OnnxTypes.elementType(tensor.dtype()) == type.getElemType()
            && dims.size() == tensor.shape().rank();
    for (int axis = 0; fits && axis < dims.size(); axis++) {
      TensorShapeProto.Dimension dim = dims.get(axis);
      long extent = tensor.shape().dim(axis);
      if (dim.hasDimValue()) {
        fits = dim.getDimValue() == extent;
      } else if (dim.hasDimParam()) {
        fits = symbols.computeIfAbsent(dim.getDimParam(), symbol -> extent) == extent;
      }
    }
    if (!fits) {
      findings.add(
          Finding.error(
              "'"
                  + value.getName()
                  + "' declares "
                  + describe(type)
                  + ", which does not fit "
                  + tensor.dtype()
                  + " "
                  + tensor.shape()
                  + " with "
                  + symbols
                  + "."));
    }
  }

  private static String describe(TypeProto.Tensor type) {
    List<String> dims =
        type.getShape().getDimList().stream()
            .map(dim -> dim.hasDimValue() ? Long.toString(dim.getDimValue()) : dim.getDimParam())
            .toList();
    return TensorProto.DataType.forNumber(type.getElemType()) + " " + dims;
  }

  private void compare(String name, Tensor want, Tensor got) {
    double scale = 0;
    for (int i = 0; i < want.size(); i++) {
      double magnitude = Math.abs(want.get(i));
      scale = Double.isFinite(magnitude) ? Math.max(scale, magnitude) : scale;
    }
    double tolerance = got.dtype().isFloating() ? budget * scale : 0;
    long differing = 0;
    double maxError = 0;
    double maxUlps = 0;
    for (int i = 0; i < want.size(); i++) {
      double expected = want.get(i);
      double actual = got.get(i);
      double rounded = got.dtype() == DType.FLOAT32 ? (float) expected : expected;
      if (Double.compare(rounded, actual) == 0 || rounded == actual) {
        continue;
      }
      double error = Math.abs(actual - expected);
      if (!(error <= tolerance + Math.ulp((float) expected) / 2)) {
        differing++;
      }
      maxError = Math.max(maxError, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
      maxUlps = Math.max(maxUlps, error / Math.ulp((float) expected));
    }
    outputs.add(new OutputAgreement(name, want.size(), differing, maxError, maxUlps, tolerance));
    if (want.shape().rank() == 2 && want.shape().dim(1) > 1 && got.dtype().isFloating()) {
      classes.add(classesOf(name, want, got, tolerance));
    }
  }

  private static ClassAgreement classesOf(String name, Tensor want, Tensor got, double tolerance) {
    int samples = (int) want.shape().dim(0);
    int columns = (int) want.shape().dim(1);
    int differing = 0;
    int undecided = 0;
    for (int row = 0; row < samples; row++) {
      int expected = largest(want, row * columns, columns);
      int actual = largest(got, row * columns, columns);
      if (expected != actual) {
        differing++;
        double margin = want.get(row * columns + expected) - want.get(row * columns + actual);
        undecided += margin <= 2 * tolerance ? 1 : 0;
      }
    }
    return new ClassAgreement(name, samples, differing, undecided);
  }

  private static int largest(Tensor scores, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = scores.get(from + i) > scores.get(from + best) ? i : best;
    }
    return best;
  }
}
