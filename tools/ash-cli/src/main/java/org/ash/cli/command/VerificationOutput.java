package org.ash.cli.command;

import java.util.List;
import java.util.Locale;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.onnx.verify.ClassAgreement;
import org.ash.onnx.verify.Finding;
import org.ash.onnx.verify.OutputAgreement;
import org.ash.onnx.verify.VerificationReport;

/** What a verification found, for people and for programs. */
final class VerificationOutput {

  private VerificationOutput() {}

  /**
   * As programs get it.
   *
   * @param file the model
   * @param passed whether structure and numbers are right
   * @param checkpoint what it was compared with
   * @param backend who ran that
   * @param data where the images are from
   * @param images how many were compared
   * @param structure findings about the file
   * @param outputs agreement of the numbers
   * @param classes agreement of the classes chosen
   */
  record Result(
      String file,
      boolean passed,
      String checkpoint,
      String backend,
      String data,
      int images,
      List<Finding> structure,
      List<OutputAgreement> outputs,
      List<ClassAgreement> classes) {

    static Result of(
        String file,
        String checkpoint,
        String data,
        Expectation expectation,
        VerificationReport report) {
      return new Result(
          file,
          report.passed(),
          checkpoint,
          expectation.backend(),
          data,
          expectation.images(),
          report.structure(),
          report.outputs(),
          report.classes());
    }
  }

  /** Prints the findings below a headline. */
  static void print(Output output, Result result) {
    output.line(
        "ONNX Runtime against %s, %s %s of %s"
            .formatted(
                result.backend(),
                Numbers.count(result.images()),
                result.images() == 1 ? "image" : "images",
                result.data()));
    output.line("");
    Table table =
        new Table()
            .text("OUTPUT")
            .number("VALUES")
            .number("WRONG")
            .number("LARGEST ERROR")
            .number("ALLOWED");
    for (OutputAgreement agreement : result.outputs()) {
      table.row(
          agreement.output(),
          Numbers.count(agreement.elements()),
          Numbers.count(agreement.differing()),
          scientific(agreement.maxError()),
          scientific(agreement.tolerance()));
    }
    if (!result.outputs().isEmpty()) {
      output.table(table);
    }
    result.classes().forEach(agreement -> output.line(agreement.toString()));
    if (result.structure().isEmpty()) {
      output.line("structure: no error found");
    }
    result.structure().forEach(finding -> output.line(finding.toString()));
  }

  private static String scientific(double number) {
    return String.format(Locale.ROOT, "%.2g", number);
  }
}
