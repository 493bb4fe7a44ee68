package org.ash.train;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The learning rate as a pure function of the step, so that a resumed run goes on where the first
 * one stopped. Written by users as {@code one-cycle:max=0.1} or {@code
 * step:lr=0.1,milestones=80/120,warmup=5}.
 */
public sealed interface Schedule {

  /**
   * The learning rate of a step.
   *
   * @param step number of the step, from 0; beyond the last step the last rate stays
   */
  double at(long step);

  /**
   * How long a training lasts.
   *
   * @param epochs passes over the data, at least 1
   * @param stepsPerEpoch steps in each, at least 1
   */
  record Horizon(int epochs, long stepsPerEpoch) {
    /** Checks the ranges. */
    public Horizon {
      if (epochs < 1 || stepsPerEpoch < 1) {
        throw new IllegalArgumentException(
            "A training has at least 1 epoch and 1 step in each, given "
                + epochs
                + " and "
                + stepsPerEpoch
                + ".");
      }
    }

    /** Steps in all. */
    public long steps() {
      return epochs * stepsPerEpoch;
    }
  }

  /**
   * Always the same rate.
   *
   * @param rate the rate
   */
  record Constant(double rate) implements Schedule {
    @Override
    public double at(long step) {
      return rate;
    }
  }

  /**
   * {@code rate * gamma^k}, k being the number of milestones passed. PyTorch's MultiStepLR.
   *
   * @param rate the first rate
   * @param gamma factor at each milestone
   * @param milestones steps at which the rate changes, ascending
   */
  record Step(double rate, double gamma, List<Long> milestones) implements Schedule {
    /** Copies the list. */
    public Step {
      milestones = List.copyOf(milestones);
    }

    @Override
    public double at(long step) {
      int passed = (int) milestones.stream().filter(milestone -> step >= milestone).count();
      return rate * Math.pow(gamma, passed);
    }
  }

  /**
   * {@code min + (rate - min) (1 + cos(pi t / T)) / 2} (Loshchilov and Hutter, ICLR 2017, without
   * restarts). PyTorch's CosineAnnealingLR.
   *
   * @param rate the first rate
   * @param min the rate that is approached
   * @param steps T, at least 1
   */
  record Cosine(double rate, double min, long steps) implements Schedule {
    @Override
    public double at(long step) {
      return anneal(rate, min, Math.min((double) step / steps, 1));
    }
  }

  /**
   * Up from {@code max / divFactor} to {@code max} in the first part of the steps, then down to
   * {@code max / divFactor / finalDivFactor}, both along a half cosine (Smith and Topin, 2017).
   * PyTorch's OneCycleLR with its defaults.
   *
   * @param max the highest rate
   * @param pctStart share of the steps in which the rate rises, in [0, 1]
   * @param divFactor highest rate over first rate, 25 by default
   * @param finalDivFactor first rate over last rate, 10,000 by default
   * @param steps steps in all
   */
  record OneCycle(double max, double pctStart, double divFactor, double finalDivFactor, long steps)
      implements Schedule {
    @Override
    public double at(long step) {
      double first = max / divFactor;
      double last = steps - 1.0;
      double top = pctStart * steps - 1;
      if (step <= top) {
        return anneal(first, max, top > 0 ? step / top : 1);
      }
      // A top before the first step has no way up; the way down then begins at 0, not before.
      double from = Math.max(top, 0);
      double part = last > from ? Math.min((step - from) / (last - from), 1) : 1;
      return anneal(max, first / finalDivFactor, part);
    }
  }

  /**
   * Another schedule times {@code (step + 1) / steps} during the first steps.
   *
   * @param steps number of steps of the linear rise
   * @param schedule what is warmed up
   */
  record WarmUp(long steps, Schedule schedule) implements Schedule {
    @Override
    public double at(long step) {
      double rate = schedule.at(step);
      return step < steps ? rate * (step + 1) / steps : rate;
    }
  }

  /**
   * A rate of its own during the first steps, then another schedule, which has counted on (He et
   * al., CVPR 2016, section 4.2).
   *
   * @param steps number of steps at that rate
   * @param rate the rate
   * @param schedule what is warmed up
   */
  record ConstantWarmUp(long steps, double rate, Schedule schedule) implements Schedule {
    @Override
    public double at(long step) {
      return step < steps ? rate : schedule.at(step);
    }
  }

  /** What {@link #parse} understands: the settings of each schedule, for help texts. */
  static Map<String, List<String>> catalogue() {
    return Map.of(
        "constant", List.of("lr", "warmup", "warmup_lr"),
        "step", List.of("lr", "milestones", "gamma", "warmup", "warmup_lr"),
        "cosine", List.of("lr", "min", "warmup", "warmup_lr"),
        "one-cycle", List.of("max", "pct_start", "div_factor", "final_div_factor"));
  }

  /**
   * Reads a schedule: {@code constant:lr=}, {@code step:lr=,milestones=80/120,gamma=0.1}, {@code
   * cosine:lr=,min=0}, {@code one-cycle:max=,pct_start=0.3,div_factor=25,final_div_factor=1e4}.
   * Milestones and {@code warmup} (all but one-cycle) are in epochs, fractions allowed. The rate
   * rises linearly in the epochs of warm-up, or is {@code warmup_lr} where that is set: {@code
   * step:lr=0.1,milestones=82/123,warmup=1,warmup_lr=0.01}.
   *
   * @param text the text
   * @param horizon how long the training lasts
   * @param defaultRate the rate where the text names none, above 0
   * @throws IllegalArgumentException naming what is wrong and what there is
   */
  static Schedule parse(String text, Horizon horizon, double defaultRate) {
    Spec spec = Spec.parse("schedule", text).expect(catalogue());
    double rate = spec.number(spec.name().equals("one-cycle") ? "max" : "lr", defaultRate, 0, 1e6);
    Schedule schedule =
        switch (spec.name()) {
          case "constant" -> new Constant(rate);
          case "step" -> step(spec, horizon, rate);
          case "cosine" -> new Cosine(rate, spec.number("min", 0, 0, rate), horizon.steps());
          default ->
              new OneCycle(
                  rate,
                  spec.number("pct_start", 0.3, 0, 1),
                  spec.number("div_factor", 25, 1, 1e12),
                  spec.number("final_div_factor", 1e4, 1, 1e12),
                  horizon.steps());
        };
    return warmedUp(spec, horizon, schedule);
  }

  private static Schedule warmedUp(Spec spec, Horizon horizon, Schedule schedule) {
    boolean constant = spec.settings().containsKey("warmup_lr");
    if (constant && !spec.settings().containsKey("warmup")) {
      throw new IllegalArgumentException(
          "schedule '%s' has a warmup_lr but no warmup, the epochs at that rate:"
                  .formatted(spec.name())
              + " add warmup=1, or leave warmup_lr out.");
    }
    double rate = spec.number("warmup_lr", 0, 0, 1e6);
    long steps = Math.round(spec.number("warmup", 0, 0, 1e6) * horizon.stepsPerEpoch());
    if (steps == 0) {
      return schedule;
    }
    return constant ? new ConstantWarmUp(steps, rate, schedule) : new WarmUp(steps, schedule);
  }

  private static Schedule step(Spec spec, Horizon horizon, double rate) {
    List<Double> epochs = spec.numbers("milestones");
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException(
          "schedule 'step' needs milestones, the epochs at which the rate falls:"
              + " step:milestones=80/120,gamma=0.1.");
    }
    if (epochs.stream().anyMatch(epoch -> !(epoch > 0))
        || !epochs.equals(epochs.stream().sorted().toList())) {
      throw new IllegalArgumentException(
          "schedule 'step': milestones are ascending epochs above 0, given "
              + epochs.stream().map(Spec::shortest).collect(Collectors.joining("/"))
              + ".");
    }
    return new Step(
        rate,
        spec.number("gamma", 0.1, 0, 1),
        epochs.stream().map(epoch -> Math.round(epoch * horizon.stepsPerEpoch())).toList());
  }

  private static double anneal(double from, double to, double part) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * part));
  }
}
