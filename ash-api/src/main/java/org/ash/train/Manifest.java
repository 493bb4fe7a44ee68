package org.ash.train;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ash.json.JsonException;
import org.ash.json.JsonObject;
import org.ash.json.JsonValue;
import org.ash.tensor.Tensor;

/** Writes and reads {@code checkpoint.json}. */
final class Manifest {
  /** Changes when an older program could not read what a newer one writes. */
  private static final int FORMAT = 2;

  /** Lacks some settings, which were all at their defaults then. */
  private static final int FIRST_FORMAT = 1;

  private Manifest() {}

  static JsonObject write(Checkpoint checkpoint, Map<String, String> hashes) {
    JsonObject.Builder sha256 = new JsonObject.Builder();
    hashes.forEach(sha256::put);
    return new JsonObject.Builder()
        .put("format", FORMAT)
        .put("version", checkpoint.version())
        .put("backend", checkpoint.backend())
        .put("examples", checkpoint.examples())
        .put("config", config(checkpoint.config()))
        .put("preprocessing", preprocessing(checkpoint.preprocessing()))
        .put("progress", progress(checkpoint.progress()))
        .put("sha256", sha256.build())
        .build();
  }

  static Checkpoint read(
      JsonObject json,
      Map<String, Tensor> weights,
      Map<String, Tensor> slots,
      Map<String, Tensor> average) {
    long format = json.integer("format");
    if (format < FIRST_FORMAT || format > FORMAT) {
      throw new JsonException(
          "it has format "
              + format
              + ", this version reads formats up to "
              + FORMAT
              + "; it was written by version "
              + json.text("version"));
    }
    return new Checkpoint(
        config(json.object("config")),
        progress(json.object("progress")),
        preprocessing(json.object("preprocessing")),
        json.smallInteger("examples"),
        json.text("backend"),
        json.text("version"),
        weights,
        slots,
        average);
  }

  static String hash(JsonObject json, String file) {
    return json.object("sha256").text(file);
  }

  /** Whether a file belongs to the checkpoint. */
  static boolean has(JsonObject json, String file) {
    return json.object("sha256").find(file).isPresent();
  }

  private static JsonObject config(TrainingConfig config) {
    return new JsonObject.Builder()
        .put("model", config.model())
        .put("activation", config.activation())
        .put("classes", config.classes())
        .put("data", config.data())
        .put("optimizer", config.optimizer())
        .put("schedule", config.schedule())
        .put("epochs", config.epochs())
        .put("batchSize", config.batchSize())
        .put("seed", config.seed())
        .put("labelSmoothing", config.labelSmoothing())
        .put("clipNorm", config.clipNorm())
        .put("weightDecay", config.weightDecay())
        .put("decayAll", config.decayAll())
        .put("watched", config.watched().toString())
        .put("patience", config.patience())
        .put("parts", config.parts())
        .putTexts("groups", config.groups().stream().map(ParameterGroup::spec).toList())
        .put("averageDecay", config.averageDecay())
        .put("mixup", config.mixup())
        .put("recompute", config.recompute())
        .build();
  }

  private static TrainingConfig config(JsonObject json) {
    return new TrainingConfig(
        json.text("model"),
        json.text("activation"),
        json.smallInteger("classes"),
        json.text("data"),
        json.text("optimizer"),
        json.text("schedule"),
        json.smallInteger("epochs"),
        json.smallInteger("batchSize"),
        json.integer("seed"),
        json.number("labelSmoothing"),
        json.number("clipNorm"),
        json.number("weightDecay"),
        json.flag("decayAll"),
        TrainingConfig.Watched.parse(json.text("watched")),
        json.smallInteger("patience"),
        json.find("parts").isPresent() ? json.smallInteger("parts") : 1,
        json.find("groups").isPresent()
            ? json.texts("groups").stream().map(ParameterGroup::parse).toList()
            : List.of(),
        json.find("averageDecay").isPresent() ? json.number("averageDecay") : 0,
        json.find("mixup").isPresent() ? json.number("mixup") : 0,
        json.find("recompute").isPresent() && json.flag("recompute"));
  }

  private static JsonObject preprocessing(Preprocessing preprocessing) {
    JsonObject.Builder json =
        new JsonObject.Builder()
            .put("channels", preprocessing.channels())
            .put("height", preprocessing.height())
            .put("width", preprocessing.width())
            .putNumbers("mean", preprocessing.mean())
            .putNumbers("deviation", preprocessing.deviation())
            .putTexts("classNames", preprocessing.classNames());
    preprocessing.resize().ifPresent(resize -> json.put("resize", resize));
    return json.build();
  }

  private static Preprocessing preprocessing(JsonObject json) {
    return new Preprocessing(
        json.smallInteger("channels"),
        json.smallInteger("height"),
        json.smallInteger("width"),
        json.numbers("mean"),
        json.numbers("deviation"),
        json.texts("classNames"),
        json.find("resize").isPresent()
            ? OptionalInt.of(json.smallInteger("resize"))
            : OptionalInt.empty());
  }

  private static JsonObject progress(Progress progress) {
    return new JsonObject.Builder()
        .put("step", progress.step())
        .put("epoch", progress.epoch())
        .put("batch", progress.batch())
        .put("examples", progress.examples())
        .put("lossSum", progress.lossSum())
        .put("correct", progress.correct())
        .put("seconds", progress.seconds())
        .putObjects("history", progress.history().stream().map(Manifest::epoch).toList())
        .build();
  }

  private static Progress progress(JsonObject json) {
    return new Progress(
        json.integer("step"),
        json.smallInteger("epoch"),
        json.smallInteger("batch"),
        json.integer("examples"),
        json.number("lossSum"),
        json.integer("correct"),
        json.number("seconds"),
        json.objects("history").stream().map(Manifest::epoch).toList());
  }

  private static JsonObject epoch(EpochReport report) {
    JsonObject.Builder json =
        new JsonObject.Builder()
            .put("epoch", report.epoch())
            .put("step", report.step())
            .put("trainLoss", report.trainLoss())
            .put("trainAccuracy", report.trainAccuracy())
            .put("learningRate", report.learningRate())
            .put("seconds", report.seconds());
    report.test().ifPresent(test -> json.put("test", test(test)));
    return json.build();
  }

  private static EpochReport epoch(JsonObject json) {
    return new EpochReport(
        json.smallInteger("epoch"),
        json.integer("step"),
        json.number("trainLoss"),
        json.number("trainAccuracy"),
        json.number("learningRate"),
        json.number("seconds"),
        json.find("test").map(test -> test(json.object("test"))));
  }

  private static JsonObject test(Evaluation.Summary test) {
    return new JsonObject.Builder()
        .put("top1", test.top1())
        .put("top5", test.top5())
        .put("loss", numberOrNull(test.loss()))
        .put("examples", test.examples())
        .build();
  }

  private static Evaluation.Summary test(JsonObject json) {
    return new Evaluation.Summary(
        json.number("top1"),
        json.number("top5"),
        json.find("loss").map(loss -> json.number("loss")).orElse(Double.NaN),
        json.integer("examples"));
  }

  /** JSON has no NaN or infinity; a test loss that is one comes back as NaN. */
  private static JsonValue numberOrNull(double value) {
    return Double.isFinite(value)
        ? new JsonValue.JsonNumber(new BigDecimal(Double.toString(value)))
        : new JsonValue.JsonNull();
  }
}
