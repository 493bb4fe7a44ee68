package org.ash.cli.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ash.cli.figure.Thumbnail;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EvaluationFile;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.ExampleFile;
import org.ash.cli.run.ExampleImage;
import org.ash.cli.run.ExampleImages;
import org.ash.page.Picture;
import org.ash.train.BatchSource;
import org.ash.train.EpochReport;
import org.ash.train.Evaluation;
import org.ash.train.Guess;
import org.ash.train.Preprocessing;
import org.ash.train.Progress;
import org.ash.train.Trainer;

/**
 * What the evaluation after the last epoch showed. It is kept in the run folder, so that the report
 * of a training that was interrupted tells of it, too.
 */
final class LatestEvaluation {
  private final Path folder;
  private final Supplier<Trainer> trainer;
  private final BatchSource test;
  private final InspectedImages inspected;
  private Optional<EvaluationMetrics> metrics = Optional.empty();
  private Optional<ExampleImages> examples = Optional.empty();

  /**
   * Of a training that has yet to begin.
   *
   * @param trainer asked for when there is something to look at
   * @param test the images that are evaluated
   * @param inspected those that each ASH is looked at with
   */
  LatestEvaluation(
      Path folder, Supplier<Trainer> trainer, BatchSource test, InspectedImages inspected) {
    this.folder = folder;
    this.trainer = trainer;
    this.test = test;
    this.inspected = inspected;
  }

  /** What it showed; empty before the first epoch is done. */
  Optional<EvaluationMetrics> metrics() {
    return metrics;
  }

  /** Images that it looked at; empty before the first epoch is done. */
  Optional<ExampleImages> examples() {
    return examples;
  }

  /** Looks at the network as it is after an epoch. */
  EvaluationMetrics look(EpochReport epoch, Evaluation evaluation) {
    List<ActivationMetrics> activations =
        inspected.by(trainer.get()).stream()
            .map(p -> new ActivationMetrics(p.place(), p.alpha(), p.z(), p.share()))
            .toList();
    EvaluationMetrics seen =
        new EvaluationMetrics(
            epoch.epoch(),
            epoch.step(),
            activations,
            inspected.sample(),
            evaluation.classNames(),
            confusion(evaluation));
    metrics = Optional.of(seen);
    examples =
        Optional.of(
            new ExampleImages(epoch.step(), shown(evaluation.sample()), shown(evaluation.worst())));
    return seen;
  }

  /**
   * Takes up what the folder has of a training's last epoch. Where it has nothing, as after a kill
   * right behind a checkpoint, that is computed again, if the weights are still those of then.
   *
   * @param tell told when that is done, for it takes time
   * @return whether it was computed again
   */
  boolean restore(Progress progress, Consumer<String> tell) {
    Optional<EpochReport> last =
        progress.history().stream()
            .reduce((before, next) -> next)
            .filter(epoch -> epoch.test().isPresent());
    if (last.isEmpty()) {
      return false;
    }
    EpochReport epoch = last.get();
    metrics = EvaluationFile.read(folder).filter(kept -> kept.step() == epoch.step());
    examples = ExampleFile.read(folder, epoch.step());
    boolean again = metrics.isEmpty() && epoch.step() == progress.step();
    if (again) {
      tell.accept(
          "The evaluation after epoch %d is done again: %s does not tell of it."
              .formatted(epoch.epoch(), folder.resolve(EvaluationFile.NAME)));
      look(epoch, trainer.get().evaluate(test));
    }
    return again;
  }

  private List<ExampleImage> shown(List<Guess> guesses) {
    Preprocessing preprocessing = test.preprocessing();
    List<String> names = preprocessing.classNames();
    return guesses.stream()
        .map(
            guess ->
                new ExampleImage(
                    names.get(guess.actual()),
                    names.get(guess.guessed()),
                    guess.probability(),
                    Picture.source(Thumbnail.of(guess.image(), preprocessing))))
        .toList();
  }

  private static List<List<Long>> confusion(Evaluation evaluation) {
    int classes = evaluation.classNames().size();
    return IntStream.range(0, classes)
        .mapToObj(
            actual ->
                IntStream.range(0, classes)
                    .mapToObj(guessed -> evaluation.confusion(actual, guessed))
                    .toList())
        .toList();
  }
}
