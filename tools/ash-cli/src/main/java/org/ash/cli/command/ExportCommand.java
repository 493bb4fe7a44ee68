package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.ash.cli.AshVersion;
import org.ash.cli.option.DataOptions;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.ImageCount;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RunOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.run.RunException;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.model.OnnxVersion;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.verify.VerificationReport;
import org.ash.onnx.verify.VerifiedFile;
import org.ash.train.Checkpoint;
import org.ash.train.EpochReport;
import org.ash.train.TrainingModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash export}: a trained network as an ONNX file that has been seen to work. */
@Command(
    name = "export",
    description = {
      "Write a trained network as an ONNX file, and verify it.",
      "",
      "The file takes normalized images [N, C, H, W] of any N and gives logits; how to normalize,"
          + " the class names, model, data set and accuracy are in its metadata. It gets its name"
          + " only after ONNX Runtime has given the same numbers as the network itself on real"
          + " images; one that fails is kept as FILE.rejected. What the network itself gives is"
          + " computed by the engine that trained it, or by the oracle where that is not at hand."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} export --run runs/a --out runs/a/model.onnx",
      "  ${ROOT-COMMAND-NAME} export --run runs/a --checkpoint best --out model.onnx --opset 20 --force"
    })
public final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunOptions runs;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write.")
  private Path file;

  @Option(
      names = "--opset",
      paramLabel = "N",
      defaultValue = "17",
      description =
          "Version of ONNX's operators, "
              + OnnxVersion.OLDEST_OPSET
              + " to "
              + OnnxVersion.NEWEST_OPSET
              + "; most programs read 17 (default: ${DEFAULT-VALUE})")
  private int opset;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  @Mixin private DataOptions data;

  @Mixin private EngineOptions engines;

  @Mixin private ImageCount count;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public ExportCommand() {}

  /**
   * As programs get it.
   *
   * @param bytes size of the file; 0 when it was rejected
   * @param verification what was checked
   */
  record Result(
      String file, long bytes, int opset, int ir, VerificationOutput.Result verification) {}

  @Override
  public Integer call() throws IOException {
    OnnxVersion version = version();
    Path target = file.toAbsolutePath();
    refuseExisting();
    Files.createDirectories(target.getParent());
    Output output = outputs.output();
    Path folder = runs.checkpointFolder();
    Checkpoint checkpoint = runs.checkpoint(folder);
    DataSet images = data.openFor(checkpoint);
    ModelProto model =
        OnnxExporter.export(
            TrainingModule.inference(checkpoint.network(), checkpoint.weights())
                .graph(TrainingModule.EVAL),
            checkpoint.weights(),
            new ExportOptions(version, metadata(checkpoint)));
    Expectation expectation = Expectation.of(checkpoint, images, count.images(), engines, output);
    VerificationReport report =
        VerifiedFile.write(target, model, expectation.inputs(), expectation.outputs());
    Result result =
        new Result(
            file.toString(),
            report.passed() ? Files.size(target) : 0,
            version.opset(),
            version.ir(),
            VerificationOutput.Result.of(
                file.toString(), folder.toString(), images.name(), expectation, report));
    if (outputs.json()) {
      output.value(result);
    } else {
      print(output, result);
    }
    return report.passed() ? 0 : 1;
  }

  private OnnxVersion version() {
    try {
      return new OnnxVersion(opset);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--opset: " + e.getMessage(), e);
    }
  }

  /** Before anything is computed: a place that cannot be written to is told at once. */
  private void refuseExisting() {
    if (Files.isDirectory(file)) {
      throw new RunException(file + " is a folder; name a file, as " + file.resolve("model.onnx"));
    }
    if (Files.exists(file) && !force) {
      throw new RunException(file + " exists already; add --force to replace it.");
    }
  }

  private static OnnxMetadata metadata(Checkpoint checkpoint) {
    List<EpochReport> history = checkpoint.progress().history();
    // Measured on these very weights only when the checkpoint is of the end of an epoch.
    OptionalDouble accuracy =
        history.isEmpty()
            ? OptionalDouble.empty()
            : Optional.of(history.get(history.size() - 1))
                .filter(last -> last.step() == checkpoint.progress().step())
                .flatMap(EpochReport::test)
                .stream()
                .mapToDouble(test -> test.top1())
                .findFirst();
    return new OnnxMetadata(
        checkpoint.config().model(),
        checkpoint.config().activation(),
        Optional.of(checkpoint.config().data())
            .filter(text -> !text.isEmpty())
            .map(DataSets::nameWithoutPlace),
        accuracy,
        AshVersion.number(),
        Optional.of(checkpoint.preprocessing()));
  }

  private static void print(Output output, Result result) {
    if (result.verification().passed()) {
      output.heading(
          "verified: %s (%s, opset %d, IR %d)"
              .formatted(
                  result.file(), Numbers.bytes(result.bytes()), result.opset(), result.ir()));
    } else {
      output.heading(
          "FAILED: the model is kept as %s for inspection, not as %s"
              .formatted(result.file() + VerifiedFile.REJECTED, result.file()));
    }
    VerificationOutput.print(output, result.verification());
  }
}
