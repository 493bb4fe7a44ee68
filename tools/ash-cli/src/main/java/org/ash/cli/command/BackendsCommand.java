package org.ash.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.spi.BackendCandidate;
import org.ash.spi.Backends;
import org.ash.spi.Device;
import org.ash.spi.Probe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ash backends}: which engines can run here, and why the others cannot. */
@Command(
    name = "backends",
    description = {
      "List the engines, whether they can run here, and why not.",
      "",
      "The first that can run is taken where no --backend is given. The system property ash.backend"
          + " (ASH_JAVA_OPTS=-Dash.backend=NAME) names another."
    },
    footer = {
      "  ash backends              the engines, the best first",
      "  ash backends --json       the same for programs",
      "  ash eval --run runs/a --backend reference"
    })
public final class BackendsCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public BackendsCommand() {}

  @Override
  public Integer call() {
    Output output = outputs.output();
    List<BackendCandidate> candidates = Backends.find().candidates();
    if (outputs.json()) {
      output.value(candidates.stream().map(BackendsCommand::json).toList());
    } else {
      print(output, candidates);
    }
    return 0;
  }

  /** As programs get it; what does not apply is null or an empty list. */
  private static ObjectNode json(BackendCandidate candidate) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("name", candidate.name()).put("available", candidate.isAvailable());
    Probe probe = candidate.probe();
    String version = probe instanceof Probe.Available here ? here.engineVersion() : null;
    String reason = probe instanceof Probe.Unavailable gone ? gone.reason() : null;
    row.put("version", version);
    ArrayNode devices = row.putArray("devices");
    if (probe instanceof Probe.Available here) {
      here.devices()
          .forEach(
              device ->
                  devices.addObject().put("id", device.id()).put("name", device.description()));
    }
    return row.put("reason", reason);
  }

  private static void print(Output output, List<BackendCandidate> candidates) {
    Table table = new Table().text("BACKEND").text("VERSION").text("DEVICES");
    for (BackendCandidate candidate : candidates) {
      if (candidate.probe() instanceof Probe.Available here) {
        List<Device> devices = here.devices();
        table.row(candidate.name(), here.engineVersion(), text(devices.get(0)));
        devices.stream().skip(1).forEach(device -> table.row("", "", text(device)));
      } else if (candidate.probe() instanceof Probe.Unavailable gone) {
        table.row(candidate.name(), "-", "cannot run here: " + gone.reason());
      }
    }
    output.table(table);
    output.line("");
    candidates.stream()
        .filter(BackendCandidate::isAvailable)
        .findFirst()
        .ifPresent(best -> output.line("Without --backend, %s is taken.".formatted(best.name())));
  }

  private static String text(Device device) {
    return device.id() + "  " + device.description();
  }
}
