package org.ash.conformance.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.ash.conformance.rule.Trial;

/**
 * What a {@link ConformanceWorker} is asked, on its standard input: backend, seed, draws and the
 * only case (an empty line for all), then the rules, a line each.
 *
 * @param backend name of the backend
 * @param settings what the trial goes by
 * @param rules ids of the rules
 */
record TrialRequest(String backend, Trial.Settings settings, List<String> rules) {

  /** Copies the list. */
  TrialRequest {
    rules = List.copyOf(rules);
  }

  /** The same about other rules. */
  TrialRequest withRules(List<String> others) {
    return new TrialRequest(backend, settings, others);
  }

  void write(Writer requests) throws IOException {
    requests.write(backend + "\n" + settings.seed() + "\n" + settings.draws() + "\n");
    requests.write(settings.onlyCase().orElse("") + "\n");
    for (String rule : rules) {
      requests.write(rule + "\n");
    }
  }

  static TrialRequest read(BufferedReader requests) throws IOException {
    String backend = requests.readLine();
    long seed = Long.parseLong(requests.readLine());
    int draws = Integer.parseInt(requests.readLine());
    Optional<String> onlyCase = Optional.of(requests.readLine()).filter(label -> !label.isEmpty());
    return new TrialRequest(
        backend, new Trial.Settings(seed, draws, onlyCase), requests.lines().toList());
  }
}
