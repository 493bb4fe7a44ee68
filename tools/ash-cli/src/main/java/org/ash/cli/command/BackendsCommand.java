package org.ash.cli.command;

import java.util.List;
import java.util.Optional;
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
      "  ${ROOT-COMMAND-NAME} backends              the engines, the best first",
      "  ${ROOT-COMMAND-NAME} backends --json       the same for programs",
      "  ${ROOT-COMMAND-NAME} eval --run runs/a --backend reference"
    })
public final class BackendsCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public BackendsCommand() {}

  /** As programs get it. */
  record Result(List<Row> backends) {}

  /**
   * A backend.
   *
   * @param version of the engine; empty when it cannot run here
   * @param devices none when it cannot run here
   * @param reason why it cannot run here
   */
  record Row(
      String name,
      boolean available,
      Optional<String> version,
      List<Processor> devices,
      Optional<String> reason) {

    static Row of(BackendCandidate candidate) {
      if (candidate.probe() instanceof Probe.Available here) {
        List<Processor> devices =
            here.devices().stream().map(d -> new Processor(d.id(), d.description())).toList();
        return new Row(
            candidate.name(), true, Optional.of(here.engineVersion()), devices, Optional.empty());
      }
      Optional<String> reason =
          candidate.probe() instanceof Probe.Unavailable gone
              ? Optional.of(gone.reason())
              : Optional.empty();
      return new Row(candidate.name(), false, Optional.empty(), List.of(), reason);
    }
  }

  /**
   * What a backend computes on.
   *
   * @param id as {@code --device} takes it
   * @param name for people
   */
  record Processor(String id, String name) {}

  @Override
  public Integer call() {
    Output output = outputs.output();
    List<BackendCandidate> candidates = Backends.find().candidates();
    if (outputs.json()) {
      output.value(new Result(candidates.stream().map(Row::of).toList()));
    } else {
      print(output, candidates);
    }
    return 0;
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
