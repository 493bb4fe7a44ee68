package org.ash.onnx.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What the verification of a model found.
 *
 * @param structure findings about the file, the graph, its types
 * @param outputs agreement of each output; empty when the model could not be run
 * @param classes agreement of the classes chosen, for outputs of scores
 */
public record VerificationReport(
    List<Finding> structure, List<OutputAgreement> outputs, List<ClassAgreement> classes) {

  /** Copies the lists. */
  public VerificationReport {
    structure = List.copyOf(structure);
    outputs = List.copyOf(outputs);
    classes = List.copyOf(classes);
  }

  /** Whether the structure has no error, the model ran, and all numbers and classes agree. */
  public boolean passed() {
    return structure.stream().noneMatch(one -> one.severity() == Finding.Severity.ERROR)
        && !outputs.isEmpty()
        && outputs.stream().allMatch(OutputAgreement::agrees)
        && classes.stream().allMatch(ClassAgreement::agrees);
  }

  /** What was found, a line each, the verdict first. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(passed() ? "verified" : "verification failed");
    structure.forEach(one -> lines.add(one.toString()));
    outputs.forEach(one -> lines.add(one.toString()));
    classes.forEach(one -> lines.add(one.toString()));
    return lines;
  }
}
