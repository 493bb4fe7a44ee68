package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ash.ir.Graph;
import org.ash.ir.Variable;
import org.ash.nn.Network;
import org.ash.reference.Oracle;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;

/**
 * The training of a reduced network and the band in which engines must stay: {@value #FACTOR} times
 * the widest spread of {@value #NOISY_RUNS} oracle runs in which each node's output is multiplied
 * by {@code 1 + 2^-24 r}.
 */
final class ReducedTraining {
  private static final int FACTOR = 4;
  private static final int NOISY_RUNS = 16;
  private static final int BATCH = 5;
  private static final Map<String, ReducedTraining> MADE = new ConcurrentHashMap<>();

  private final TrainingModule module;
  private final Graph step;
  private final Map<Integer, Band> bands = new LinkedHashMap<>();
  private State state;

  /** Where exact and noisy runs stand after some steps. */
  private record State(
      int steps, Map<Variable, Tensor> exact, List<Map<Variable, Tensor>> noisy, Band band) {}

  /**
   * Where an engine must be after some steps.
   *
   * @param exact losses and variables by name
   * @param allowed largest distance of each, in the maximum norm
   */
  record Band(Map<String, Tensor> exact, Map<String, Double> allowed) {

    /** What lies outside the band, empty when nothing does. */
    Optional<String> outside(String name, Tensor actual) {
      double distance = distance(exact.get(name), actual);
      return distance <= allowed.get(name)
          ? Optional.empty()
          : Optional.of(name + " is off by " + distance + ", the band is " + allowed.get(name));
    }
  }

  private ReducedTraining(Network network) {
    TrainingConfig config =
        TrainingConfig.builder(network)
            .optimizer("sgd:momentum=0.9")
            .weightDecay(1e-3)
            .batchSize(BATCH)
            .seed(1)
            .build();
    module = TrainingModule.of(network, config);
    step = module.module().graph(TrainingModule.TRAIN);
    Map<Variable, Tensor> begin = module.module().initialValues();
    List<Map<Variable, Tensor>> noisy = new ArrayList<>();
    for (int run = 0; run < NOISY_RUNS; run++) {
      noisy.add(begin);
    }
    state = new State(0, begin, noisy, new Band(Map.of(), Map.of()));
  }

  /** The training of a {@link ReducedNetwork} with an activation; made once. */
  static ReducedTraining with(String activation) {
    return of(new ReducedNetwork(activation));
  }

  /** The training of a network; made once for its name and activation. */
  static ReducedTraining of(Network network) {
    return MADE.computeIfAbsent(
        network.name() + " with " + network.activation(), key -> new ReducedTraining(network));
  }

  TrainingModule module() {
    return module;
  }

  /** The band after some steps. */
  synchronized Band after(int steps) {
    while (state.steps() < steps) {
      advance();
      bands.put(state.steps(), state.band());
    }
    return bands.get(steps);
  }

  private void advance() {
    int index = state.steps();
    Map<String, Tensor> feeds = TrainingFeeds.of(step, BATCH, index);
    Oracle oracle = new Oracle(step);
    Oracle.Outcome exact = oracle.evaluate(feeds, state.exact());
    Map<String, Tensor> center = byName(exact);
    Map<String, Double> allowed = new LinkedHashMap<>();
    // What a correct engine stores is rounded once, however small the spread is.
    center.forEach((name, tensor) -> allowed.put(name, 0x1p-23 * largest(tensor)));
    List<Map<Variable, Tensor>> noisy = new ArrayList<>();
    for (int run = 0; run < NOISY_RUNS; run++) {
      Oracle.Outcome outcome =
          oracle.evaluatePerturbed(feeds, state.noisy().get(run), 1000L * run + index);
      noisy.add(merged(state.noisy().get(run), outcome.assignments()));
      byName(outcome)
          .forEach(
              (name, tensor) ->
                  allowed.merge(name, FACTOR * distance(center.get(name), tensor), Math::max));
    }
    state =
        new State(
            index + 1,
            merged(state.exact(), exact.assignments()),
            noisy,
            new Band(center, allowed));
  }

  private static Map<Variable, Tensor> merged(
      Map<Variable, Tensor> before, Map<Variable, Tensor> assigned) {
    Map<Variable, Tensor> merged = new LinkedHashMap<>(before);
    merged.putAll(assigned);
    return merged;
  }

  private static Map<String, Tensor> byName(Oracle.Outcome outcome) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    outcome
        .outputs()
        .forEach(
            (name, tensor) -> {
              if (tensor.dtype().isFloating()) {
                values.put(name, tensor);
              }
            });
    outcome.assignments().forEach((variable, tensor) -> values.put(variable.name(), tensor));
    return values;
  }

  /** Steps {@code from} to {@code to}, excluded, on an engine; the outputs of the last one. */
  Map<String, Tensor> train(Executable executable, int from, int to) {
    Map<String, Tensor> last = Map.of();
    for (int i = from; i < to; i++) {
      last = executable.run(TrainingModule.TRAIN, TrainingFeeds.of(step, BATCH, i));
    }
    return last;
  }

  private static double distance(Tensor a, Tensor b) {
    double distance = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = Math.abs(a.get(i) - b.get(i));
      distance =
          Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(distance, difference);
    }
    return distance;
  }

  private static double largest(Tensor tensor) {
    double largest = Float.MIN_NORMAL;
    for (int i = 0; i < tensor.size(); i++) {
      largest = Math.max(largest, Math.abs(tensor.get(i)));
    }
    return largest;
  }
}
