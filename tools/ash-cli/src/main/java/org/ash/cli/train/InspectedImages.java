package org.ash.cli.train;

import java.util.List;
import org.ash.cli.run.ImageSample;
import org.ash.data.pipeline.ImageSource;
import org.ash.train.Inspection;
import org.ash.train.Trainer;

/** The test images that a run's report tells shares of: a batch, evenly spaced over the set. */
final class InspectedImages {
  private final ImageSource all;
  private final ImageSource chosen;
  private int damaged;

  InspectedImages(ImageSource all, int batchSize) {
    this.all = all;
    chosen = all.spread(batchSize);
  }

  /** What each ASH has learned so far, with its share of these images. */
  List<Inspection> by(Trainer trainer) {
    List<Inspection> places = trainer.inspect(chosen);
    // They are told of where the whole set is evaluated.
    damaged = chosen.takeSkipped().size();
    return places;
  }

  /** Those that were looked at. */
  ImageSample sample() {
    return new ImageSample(chosen.examples() - damaged, all.examples());
  }
}
