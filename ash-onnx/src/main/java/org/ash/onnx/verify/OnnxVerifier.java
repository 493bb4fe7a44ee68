package org.ash.onnx.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.onnx.model.OnnxFile;
import org.ash.onnx.model.OnnxFormatException;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.onnx.runtime.OrtModel;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Verifies a model file as a stranger would use it: our checks and the official ones on its
 * structure, then ONNX Runtime's results on given inputs against what the oracle or the training
 * backend gave for them.
 *
 * <p>An element agrees when its error is at most {@link ErrorBudget} times the largest finite
 * element of the output; integers agree when equal, NaN with NaN, infinities with themselves. Where
 * the batch is symbolic, the first sample is also run alone, so that a baked batch size or one
 * sample's influence on another shows.
 */
public final class OnnxVerifier {
  private OnnxVerifier() {}

  /**
   * Verifies a model.
   *
   * @param model the file
   * @param inputs a tensor for each input, by name
   * @param expected what outputs should be, by name; at least one
   * @return what was found; a file that is no model, or one that does not run, is a finding
   * @throws IOException when the file cannot be read
   */
  public static VerificationReport verify(
      Path model, Map<String, Tensor> inputs, Map<String, Tensor> expected) throws IOException {
    if (expected.isEmpty()) {
      throw new IllegalArgumentException("Nothing to compare with: no output is expected.");
    }
    ModelProto proto;
    try {
      proto = OnnxFile.read(model);
    } catch (OnnxFormatException e) {
      return failed(List.of(Finding.error(e.getMessage())));
    }
    List<Finding> structure = new ArrayList<>(StructureCheck.check(proto));
    structure.addAll(OfficialChecker.check(model, proto));
    if (structure.stream().anyMatch(one -> one.severity() == Finding.Severity.ERROR)) {
      return failed(structure);
    }
    NumericCheck numbers = new NumericCheck(proto.getGraph());
    try (OrtModel loaded = OrtModel.load(model, BackendOptions.defaults())) {
      Map<String, Tensor> actual = loaded.run(inputs);
      numbers.compareDeclared(inputs, actual);
      numbers.compareNumbers("", expected, actual);
      if (hasSymbolicBatch(proto.getGraph(), inputs, expected)) {
        numbers.compareNumbers(" (first sample alone)", first(expected), loaded.run(first(inputs)));
      }
    } catch (BackendException e) {
      structure.add(Finding.error(e.getMessage()));
      return failed(structure);
    }
    structure.addAll(numbers.findings());
    return new VerificationReport(structure, numbers.outputs(), numbers.classes());
  }

  private static VerificationReport failed(List<Finding> structure) {
    return new VerificationReport(structure, List.of(), List.of());
  }

  /** Whether every input and output begins with one symbol, and more than one sample is given. */
  private static boolean hasSymbolicBatch(
      GraphProto graph, Map<String, Tensor> inputs, Map<String, Tensor> expected) {
    List<ValueInfoProto> all = new ArrayList<>(graph.getInputList());
    all.addAll(graph.getOutputList());
    long symbols =
        all.stream()
            .map(value -> value.getType().getTensorType().getShape())
            .map(shape -> shape.getDimCount() == 0 ? "" : shape.getDim(0).getDimParam())
            .distinct()
            .filter(symbol -> !symbol.isEmpty())
            .count();
    boolean everywhere =
        all.stream()
            .map(value -> value.getType().getTensorType().getShape())
            .allMatch(shape -> shape.getDimCount() > 0 && shape.getDim(0).hasDimParam());
    return everywhere
        && symbols == 1
        && inputs.values().stream().allMatch(tensor -> tensor.shape().dim(0) > 1)
        && expected.values().stream().allMatch(tensor -> tensor.shape().rank() > 0);
  }

  private static Map<String, Tensor> first(Map<String, Tensor> batch) {
    Map<String, Tensor> single = new LinkedHashMap<>();
    batch.forEach(
        (name, tensor) -> {
          long[] dims = tensor.shape().dims();
          int bytes = tensor.bytes().capacity() / (int) dims[0];
          dims[0] = 1;
          Tensor sample = Tensor.allocate(tensor.dtype(), Shape.of(dims));
          sample.bytes().put(tensor.bytes().limit(bytes));
          single.put(name, sample);
        });
    return single;
  }
}
