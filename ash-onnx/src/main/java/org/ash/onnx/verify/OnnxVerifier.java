package org.ash.onnx.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ash.onnx.guard.GuardLimits;
import org.ash.onnx.guard.GuardedNatives;
import org.ash.onnx.guard.ModelNatives;
import org.ash.onnx.guard.OfficialChecker;
import org.ash.onnx.model.OnnxFile;
import org.ash.onnx.model.OnnxFormatException;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.OperatorSetIdProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.spi.BackendException;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Verifies a model file as a stranger would use it: our checks, then the official ones on its
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
   * Verifies a model that somebody else may have made: natives look at it in a process of their
   * own, with the usual limits.
   *
   * @param model the file
   * @param inputs a tensor for each input, by name
   * @param expected what outputs should be, by name; at least one
   * @return what was found; a file that is no model, one that does not run, or one that crashes, is
   *     a finding
   * @throws IOException when the file cannot be read
   */
  public static VerificationReport verify(
      Path model, Map<String, Tensor> inputs, Map<String, Tensor> expected) throws IOException {
    return verify(model, inputs, expected, () -> GuardedNatives.start(GuardLimits.usual()));
  }

  /**
   * Verifies a model with natives of the caller's choice, as {@link GuardedNatives} with other
   * limits, or {@link org.ash.onnx.guard.TrustedNatives}, which start faster and which a crafted
   * file can crash together with this process.
   *
   * @param natives opened when our own checks have passed, and closed
   * @throws IOException when the file cannot be read
   */
  public static VerificationReport verify(
      Path model,
      Map<String, Tensor> inputs,
      Map<String, Tensor> expected,
      Supplier<? extends ModelNatives> natives)
      throws IOException {
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
    if (hasError(structure)) {
      return failed(structure);
    }
    NumericCheck numbers = new NumericCheck(proto.getGraph());
    try (ModelNatives opened = natives.get()) {
      structure.addAll(official(opened, model, proto));
      if (hasError(structure)) {
        return failed(structure);
      }
      opened.load(model);
      Map<String, Tensor> actual = opened.run(inputs);
      numbers.compareDeclared(inputs, actual);
      numbers.compareNumbers("", expected, actual);
      if (hasSymbolicBatch(proto.getGraph(), inputs, expected)) {
        numbers.compareNumbers(" (first sample alone)", first(expected), opened.run(first(inputs)));
      }
    } catch (BackendException e) {
      structure.add(Finding.error(e.getMessage()));
      return failed(structure);
    }
    structure.addAll(numbers.findings());
    return new VerificationReport(structure, numbers.outputs(), numbers.classes());
  }

  private static boolean hasError(List<Finding> findings) {
    return findings.stream().anyMatch(one -> one.severity() == Finding.Severity.ERROR);
  }

  /** What the official checker finds, or why it was not asked. */
  private static List<Finding> official(ModelNatives natives, Path file, ModelProto model) {
    long opset =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty())
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(0);
    if (opset > OfficialChecker.NEWEST_OPSET) {
      return List.of(
          Finding.note(
              "opset "
                  + opset
                  + " is newer than the official checker (up to "
                  + OfficialChecker.NEWEST_OPSET
                  + "); only our own checks and ONNX Runtime looked at the structure."));
    }
    OfficialChecker.Verdict verdict = natives.check(file);
    if (!verdict.available()) {
      return List.of(
          Finding.note(
              "the official checker has no native library here; only our own checks and ONNX"
                  + " Runtime looked at the structure."));
    }
    return verdict.error().map(error -> Finding.error("official checker: " + error)).stream()
        .toList();
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
        && inputs.values().stream()
            .allMatch(tensor -> tensor.shape().rank() > 0 && tensor.shape().dim(0) > 1)
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
