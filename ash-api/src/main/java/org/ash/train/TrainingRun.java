package org.ash.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ash.ir.Variable;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** The loop of a training: steps, epochs, evaluation, checkpoints. */
final class TrainingRun implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(TrainingRun.class.getName());

  private final TrainingPlan plan;
  private final Backend backend;
  private final BooleanSupplier stop;
  private final TrainingModule module;
  private final Executable executable;
  private final StepRunner runner;
  private final StepInput.Maker inputs;
  private final Evaluator evaluator;
  private final Schedule schedule;
  private final DataCheck check;
  private Progress progress;
  private Optional<Path> saved = Optional.empty();
  private long savedStep = -1;
  private int savedEpoch = -1;
  private long savedNanos = System.nanoTime();
  private boolean started;

  TrainingRun(
      TrainingPlan plan, Backend backend, Optional<Checkpoint> resumed, BooleanSupplier stop) {
    this.plan = plan;
    this.backend = backend;
    this.stop = () -> stop.getAsBoolean() || Thread.currentThread().isInterrupted();
    TrainingModule fresh =
        TrainingModule.of(plan.network(), plan.config()).startingFrom(plan.weights());
    this.module = resumed.map(c -> fresh.withValues(c.values())).orElse(fresh);
    this.progress = resumed.map(Checkpoint::progress).orElseGet(Progress::start);
    this.schedule = plan.config().scheduleFor(plan.batches());
    this.check = new DataCheck(plan.network());
    this.executable = backend.load(module.module());
    this.runner = new StepRunner(executable, plan.config());
    this.inputs = new StepInput.Maker(plan.config(), module.masks());
    this.evaluator = new Evaluator(plan.network(), executable);
  }

  TrainingResult run() {
    if (started) {
      throw new IllegalStateException("A trainer runs once; make another, or resume.");
    }
    started = true;
    savedNanos = System.nanoTime();
    TrainingListener.Start start =
        new TrainingListener.Start(
            plan.config(), progress, plan.batches(), plan.steps(), trainedNumbers());
    plan.listeners().forEach(listener -> listener.onStart(start));
    TrainingResult result = new TrainingResult(epochs(), progress, saved);
    plan.listeners().forEach(listener -> listener.onEnd(result));
    return result;
  }

  private TrainingResult.Status epochs() {
    while (progress.epoch() < plan.config().epochs()) {
      if (progress.exhausted(plan.config())) {
        return TrainingResult.Status.EARLY_STOPPED;
      }
      if (!steps() || !finishEpoch()) {
        save(false);
        return TrainingResult.Status.INTERRUPTED;
      }
    }
    return TrainingResult.Status.COMPLETED;
  }

  /** The steps of an epoch, or what is left of them; false when it was asked to stop. */
  private boolean steps() {
    TrainingConfig config = plan.config();
    BatchSource.Pass pass =
        new BatchSource.Pass(
            config.seed(),
            progress.epoch(),
            config.batchSize(),
            true,
            true,
            true,
            progress.batch());
    try (Batches batches = plan.training().open(pass)) {
      while (progress.batch() < plan.batches()) {
        if (stop.getAsBoolean()) {
          return false;
        }
        long begin = System.nanoTime();
        Optional<Batch> next = next(batches);
        if (next.isEmpty()) {
          return false;
        }
        Batch batch = next.get();
        double waited = (System.nanoTime() - begin) * 1e-9;
        check.batch(batch);
        StepReport report = step(batch, begin, waited);
        progress = progress.plus(report);
        plan.listeners().forEach(listener -> listener.onStep(report));
        boolean last = progress.batch() == plan.batches();
        if (!last && plan.checkpoints().due(progress.step(), System.nanoTime() - savedNanos)) {
          save(false);
        }
      }
    }
    return true;
  }

  /** The next batch; empty when this thread was interrupted while it waited for that. */
  private Optional<Batch> next(Batches batches) {
    try {
      return Optional.of(batches.next().orElseThrow(this::endedEarly));
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private StepReport step(Batch batch, long begin, double waited) {
    double rate = schedule.at(progress.step());
    StepInput input = inputs.of(batch, progress.step());
    runner.run(input, rate, WeightAverage.share(plan.config().averageDecay(), progress.step()));
    if (!Double.isFinite(runner.loss()) || !Double.isFinite(runner.gradientNorm())) {
      throw notFinite(input, rate);
    }
    return new StepReport(
        progress.step() + 1,
        plan.steps(),
        progress.epoch() + 1,
        progress.batch() + 1,
        plan.batches(),
        batch.size(),
        runner.loss(),
        runner.correct() / batch.size(),
        runner.gradientNorm(),
        rate,
        (System.nanoTime() - begin) * 1e-9,
        waited);
  }

  /** Evaluates, reports and saves; false when it was asked to stop before that was done. */
  private boolean finishEpoch() {
    long begin = System.nanoTime();
    Optional<Evaluation> evaluation = Optional.empty();
    if (plan.test().isPresent()) {
      evaluation =
          evaluator.evaluate(
              plan.test().orElseThrow(), plan.config().batchSize(), this::tellEvaluation, stop);
      if (evaluation.isEmpty()) {
        return false;
      }
      Evaluation done = evaluation.get();
      plan.listeners().forEach(listener -> listener.onEvaluation(done));
    }
    EpochReport report =
        progress.report(
            schedule.at(progress.step() - 1),
            (System.nanoTime() - begin) * 1e-9,
            evaluation.map(Evaluation::summary));
    progress = progress.plus(report);
    plan.listeners().forEach(listener -> listener.onEpoch(report));
    save(progress.best(plan.config().watched()).filter(report::equals).isPresent());
    return true;
  }

  private void tellEvaluation(long done, long total) {
    plan.listeners().forEach(listener -> listener.onEvaluationProgress(done, total));
  }

  private void save(boolean best) {
    boolean known = savedStep == progress.step() && savedEpoch == progress.epoch();
    if (plan.checkpoints().store().isEmpty() || known) {
      return;
    }
    Checkpoint checkpoint = checkpoint();
    Diagnosis.notFinite(checkpoint.weights())
        .ifPresent(
            name -> {
              throw unfitToSave(name);
            });
    Path folder = checkpoint.save(plan.checkpoints().store().orElseThrow(), best);
    saved = Optional.of(folder);
    savedStep = progress.step();
    savedEpoch = progress.epoch();
    savedNanos = System.nanoTime();
    plan.listeners().forEach(listener -> listener.onCheckpoint(folder, progress));
  }

  Checkpoint checkpoint() {
    return new Checkpoint(
        plan.config(),
        progress,
        plan.training().preprocessing(),
        plan.training().examples(),
        backend.name() + " " + backend.engineVersion(),
        ProjectVersion.text(),
        values(module.weights()),
        values(module.slots()),
        average());
  }

  /** Of all weights: what has no average of its own, as it does not change, stands for itself. */
  private Map<String, Tensor> average() {
    Map<String, Tensor> average = new LinkedHashMap<>();
    if (!module.averages().isEmpty()) {
      average.putAll(values(module.weights()));
      module
          .averages()
          .forEach((weight, kept) -> average.put(weight.name(), executable.read(kept.name())));
    }
    return average;
  }

  Evaluation evaluate(BatchSource source) {
    return evaluator.evaluate(source, plan.config().batchSize(), (done, total) -> {});
  }

  List<Inspection> inspect(BatchSource source) {
    BatchSource.Pass pass = BatchSource.Pass.evaluation(plan.config().batchSize());
    try (Batches batches = source.open(pass)) {
      return batches
          .next()
          .map(batch -> Inspection.run(executable, batch.images()))
          .orElse(List.of());
    }
  }

  private Map<String, Tensor> values(List<Variable> variables) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    variables.forEach(v -> values.put(v.name(), executable.read(v.name())));
    return values;
  }

  private long trainedNumbers() {
    return module.trained().stream().mapToLong(variable -> variable.shape().size()).sum();
  }

  private TrainingException notFinite(StepInput input, double rate) {
    String what =
        Double.isFinite(runner.loss())
            ? "the loss is "
                + runner.loss()
                + ", but the norm of its gradient is "
                + runner.gradientNorm()
            : "the loss is " + runner.loss();
    return new TrainingException(
        progress.step() + 1,
        "Step "
            + (progress.step() + 1)
            + " (epoch "
            + (progress.epoch() + 1)
            + ", batch "
            + (progress.batch() + 1)
            + "): "
            + what
            + "; "
            + whereItBegan(input)
            + ". Lower the learning rate (now "
            + rate
            + ") or clip the gradient"
            + saved.map(path -> "; the checkpoint before it is " + path).orElse("")
            + ".");
  }

  /** Looking for it takes memory of its own; that it fails must not hide what it was for. */
  private String whereItBegan(StepInput input) {
    try {
      return new Diagnosis(plan.network(), plan.config(), backend)
          .firstNonFinite(values(module.weights()), input)
          .map(place -> "first non-finite value: " + place)
          .orElse("computed again, every value is finite: the engine does not repeat itself");
    } catch (RuntimeException | OutOfMemoryError e) {
      LOGGER.log(System.Logger.Level.WARNING, "The step could not be computed again.", e);
      return "the first non-finite value could not be found, for computing the step again failed ("
          + e
          + ")";
    }
  }

  /** A running statistic may overflow where loss and gradient do not. */
  private TrainingException unfitToSave(String variable) {
    return new TrainingException(
        progress.step(),
        "After step "
            + progress.step()
            + ": "
            + variable
            + " is NaN or infinite, though loss and gradient are not; no checkpoint was saved of"
            + " that. Lower the learning rate or look at the values before "
            + variable
            + saved.map(path -> "; the checkpoint before it is " + path).orElse("")
            + ".");
  }

  private TrainingException endedEarly() {
    return new TrainingException(
        progress.step() + 1,
        "The data set ended after "
            + progress.batch()
            + " of "
            + plan.batches()
            + " batches of epoch "
            + (progress.epoch() + 1)
            + "; it tells of "
            + plan.training().examples()
            + " examples.");
  }

  @Override
  public void close() {
    executable.close();
  }
}
