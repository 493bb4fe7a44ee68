package org.ash.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.train.ParameterGroup;
import org.ash.train.Progress;
import org.ash.train.TrainingConfig;

/**
 * The file {@code config.json}: all that is needed to do a run again.
 *
 * @param command the command line, from {@code ash} on
 * @param training what decides what is computed
 * @param backend name of the engine
 * @param engine how it was opened
 * @param checkpointEverySteps steps between checkpoints within an epoch; 0 for none
 * @param environment machine and software
 */
public record RunConfig(
    List<String> command,
    TrainingConfig training,
    String backend,
    BackendOptions engine,
    int checkpointEverySteps,
    Map<String, String> environment) {
  private static final String COMMAND = "command";
  private static final String WHEN = "started";
  private static final String ENGINE = "engine";
  private static final String BACKEND = "backend";
  private static final String DEVICE = "device";
  private static final String THREADS = "threads";
  private static final String TF32 = "tf32";
  private static final String EVERY = "checkpointEverySteps";
  private static final String ENVIRONMENT = "environment";
  private static final String RESUMED = "resumed";

  /** Copies the list. */
  public RunConfig {
    command = List.copyOf(command);
  }

  /** For a run on this engine, here and now. */
  public static RunConfig of(
      List<String> command,
      TrainingConfig training,
      Backend backend,
      BackendOptions engine,
      int checkpointEverySteps) {
    return new RunConfig(
        command,
        training,
        backend.name(),
        engine,
        checkpointEverySteps,
        Environment.of(backend, engine));
  }

  /** How the engine of a run was opened. */
  public static BackendOptions engine(ObjectNode config) {
    JsonNode engine = config.path(ENGINE);
    return new BackendOptions(
        engine.path(THREADS).asInt(0),
        Optional.ofNullable(engine.path(DEVICE).textValue()),
        engine.path(TF32).asBoolean(false));
  }

  /** As a run's file tells of its first sitting. */
  static RunConfig recorded(ObjectNode config, TrainingConfig training) {
    List<String> command = new ArrayList<>();
    config.path(COMMAND).forEach(word -> command.add(word.asText()));
    Map<String, String> environment = new LinkedHashMap<>();
    config
        .path(ENVIRONMENT)
        .properties()
        .forEach(fact -> environment.put(fact.getKey(), fact.getValue().asText()));
    return new RunConfig(
        command,
        training,
        backend(config),
        engine(config),
        checkpointEverySteps(config),
        environment);
  }

  /** The engine of a run. */
  public static String backend(ObjectNode config) {
    return config.path(ENGINE).path(BACKEND).asText("");
  }

  /** When a run, or a sitting of it, began, as an ISO instant; empty when its file is damaged. */
  static Optional<String> started(JsonNode sitting) {
    return Optional.ofNullable(sitting.path(WHEN).textValue());
  }

  /** The sittings in which a run was resumed. */
  static List<JsonNode> resumed(ObjectNode config) {
    List<JsonNode> sittings = new ArrayList<>();
    config.path(RESUMED).forEach(sittings::add);
    return sittings;
  }

  /** Whether a run's file asks for this very training, on whatever engine. */
  public static boolean describes(ObjectNode config, TrainingConfig training) {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    putTraining(wanted, training);
    return wanted.properties().stream()
        .allMatch(
            field -> config.path(field.getKey()).toString().equals(field.getValue().toString()));
  }

  /** Steps between the checkpoints of a run. */
  public static int checkpointEverySteps(ObjectNode config) {
    return config.path(EVERY).asInt(0);
  }

  /** As it is written when a run begins. */
  ObjectNode json() {
    ObjectNode config = sitting();
    putTraining(config, training);
    config.put(EVERY, checkpointEverySteps);
    return config;
  }

  private static void putTraining(ObjectNode config, TrainingConfig training) {
    config.put("model", training.model());
    config.put("activation", training.activation());
    config.put("classes", training.classes());
    config.put("data", training.data());
    ObjectNode settings = config.putObject("training");
    settings.put("epochs", training.epochs());
    settings.put("batch", training.batchSize());
    settings.put("optimizer", training.optimizer());
    settings.put("schedule", training.schedule());
    settings.put("weightDecay", training.weightDecay());
    settings.put("labelSmoothing", training.labelSmoothing());
    settings.put("clip", training.clipNorm());
    settings.put("seed", training.seed());
    settings.put("patience", training.patience());
    // Only where they are not as always: runs of before these settings are told the same.
    if (training.parts() > 1) {
      settings.put("accumulate", training.parts());
    }
    if (training.recompute()) {
      settings.put("recompute", true);
    }
    if (!training.groups().isEmpty()) {
      training.groups().stream()
          .map(ParameterGroup::spec)
          .forEach(settings.putArray("groups")::add);
    }
    if (training.averageDecay() > 0) {
      settings.put("average", training.averageDecay());
    }
    if (training.mixup() > 0) {
      settings.put("mixup", training.mixup());
    }
  }

  /** Adds to the file of a run that it was resumed, and how. */
  void appendTo(ObjectNode config, Progress progress) {
    // Other epochs, perhaps.
    putTraining(config, training);
    ArrayNode sittings =
        config.path(RESUMED) instanceof ArrayNode before ? before : config.putArray(RESUMED);
    sittings.add(sitting().put("afterStep", progress.step()));
  }

  /** The settings as a report shows them. */
  Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("model", training.model());
    rows.put("activation", training.activation());
    rows.put("data", training.data());
    rows.put("epochs", String.valueOf(training.epochs()));
    rows.put("batch", String.valueOf(training.batchSize()));
    rows.put("optimizer", training.optimizer());
    rows.put("schedule", training.schedule());
    rows.put("weight decay", String.valueOf(training.weightDecay()));
    rows.put("label smoothing", String.valueOf(training.labelSmoothing()));
    if (training.parts() > 1) {
      rows.put("parts of a step", String.valueOf(training.parts()));
    }
    if (training.recompute()) {
      rows.put("activations", "made again for their gradients");
    }
    training.groups().forEach(group -> rows.put("parameters " + group.pattern(), group.spec()));
    rows.put(
        "average of weights", training.averageDecay() == 0 ? "none" : "" + training.averageDecay());
    rows.put("mixup", training.mixup() == 0 ? "off" : "" + training.mixup());
    rows.put("gradient clipping", training.clipNorm() == 0 ? "off" : "" + training.clipNorm());
    rows.put("seed", String.valueOf(training.seed()));
    rows.put("patience", training.patience() == 0 ? "off" : training.patience() + " epochs");
    rows.put("command", String.join(" ", command));
    return rows;
  }

  private ObjectNode sitting() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    command.forEach(json.putArray(COMMAND)::add);
    json.put(WHEN, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("workingDirectory", System.getProperty("user.dir"));
    json.putObject(ENGINE)
        .put(BACKEND, backend)
        .put(DEVICE, engine.device().orElse(null))
        .put(THREADS, engine.threads())
        .put(TF32, engine.tensorFloat32());
    ObjectNode facts = json.putObject(ENVIRONMENT);
    environment.forEach(facts::put);
    return json;
  }
}
