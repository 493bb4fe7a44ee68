package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ash.cli.option.DataOptions;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.GuardOptions;
import org.ash.cli.option.ImageCount;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RunOptions;
import org.ash.cli.output.Output;
import org.ash.data.DataSet;
import org.ash.onnx.verify.OnnxVerifier;
import org.ash.onnx.verify.VerificationReport;
import org.ash.train.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ash verify}: whether a model file does what the trained network does. */
@Command(
    name = "verify",
    description = {
      "Check an ONNX file against the network that it was exported from.",
      "",
      "First the structure (our own check, then ONNX's), then the numbers: ONNX Runtime runs the"
          + " file on real images, and every output must agree with what the network gives on the"
          + " engine that trained it, or on the oracle where that engine is not at hand. Exit code 1"
          + " when anything disagrees.",
      "",
      "The file may come from anywhere: natives look at it in a process of their own, with limits."
          + " A crash of theirs, too, is a finding."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} verify --run runs/a runs/a/model.onnx",
      "  ${ROOT-COMMAND-NAME} verify --run runs/a model.onnx --backend reference --images 8",
      "  ${ROOT-COMMAND-NAME} verify --run runs/a model.onnx --json",
      "  ${ROOT-COMMAND-NAME} verify --run runs/a large.onnx --time-limit 600"
    })
public final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "The model, as ${ROOT-COMMAND-NAME} export wrote it.")
  private Path file;

  @Mixin private RunOptions runs;

  @Mixin private DataOptions data;

  @Mixin private EngineOptions engines;

  @Mixin private ImageCount count;

  @Mixin private GuardOptions guard;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Output output = outputs.output();
    Path folder = runs.checkpointFolder();
    Checkpoint checkpoint = runs.checkpoint(folder);
    DataSet images = data.openFor(checkpoint);
    Expectation expectation = Expectation.of(checkpoint, images, count.images(), engines, output);
    VerificationReport report =
        OnnxVerifier.verify(file, expectation.inputs(), expectation.outputs(), guard.natives());
    VerificationOutput.Result result =
        VerificationOutput.Result.of(
            file.toString(), folder.toString(), images.name(), expectation, report);
    if (outputs.json()) {
      output.value(result);
    } else {
      output.heading(
          report.passed()
              ? "verified: %s does what %s does".formatted(file, folder)
              : "FAILED: %s does not do what %s does".formatted(file, folder));
      VerificationOutput.print(output, result);
    }
    return report.passed() ? 0 : 1;
  }
}
