package org.ash.train;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.nn.RandomMask;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * What the examples of a step are to a training graph: images, labels, and what randomness makes
 * for them.
 *
 * @param perExample feeds whose first dimension counts the examples
 * @param scalars feeds for the batch as a whole
 */
record StepInput(Map<String, Tensor> perExample, Map<String, Tensor> scalars) {

  /** The examples and no more. */
  static StepInput of(Batch batch) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    feeds.put(TrainingModule.IMAGES, batch.images());
    feeds.put(TrainingModule.LABELS, batch.labels());
    return new StepInput(feeds, Map.of());
  }

  /** All feeds by name. */
  Map<String, Tensor> feeds() {
    Map<String, Tensor> feeds = new LinkedHashMap<>(perExample);
    feeds.putAll(scalars);
    return feeds;
  }

  /**
   * A part of the examples; shares the memory.
   *
   * @param index of the part, from 0
   * @param count how many parts there are; divides the examples
   */
  StepInput part(int index, int count) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    perExample.forEach((name, tensor) -> part.put(name, part(tensor, index, count)));
    return new StepInput(part, scalars);
  }

  private static Tensor part(Tensor tensor, int index, int count) {
    long[] dims = tensor.shape().dims();
    dims[0] /= count;
    ByteBuffer bytes = tensor.bytes();
    int size = bytes.remaining() / count;
    return Tensor.wrap(
        tensor.dtype(), Shape.of(dims), bytes.slice(bytes.position() + index * size, size));
  }

  /** Makes the input of each step of a training; tensors are made once and filled anew. */
  static final class Maker {
    private final List<RandomMask> masks;
    private final long seed;
    private final Optional<Mixup> mixup;
    private final Map<String, Tensor> filled = new HashMap<>();

    /**
     * For a training.
     *
     * @param masks what its graph is fed with besides the examples
     */
    Maker(TrainingConfig config, List<RandomMask> masks) {
      this.masks = List.copyOf(masks);
      seed = config.seed();
      mixup =
          config.mixup() > 0
              ? Optional.of(new Mixup(config.mixup(), config.seed()))
              : Optional.empty();
    }

    /**
     * The input of a step.
     *
     * @param step its number, from 0
     */
    StepInput of(Batch batch, long step) {
      Map<String, Tensor> perExample = new LinkedHashMap<>(StepInput.of(batch).perExample());
      Map<String, Tensor> scalars = new LinkedHashMap<>();
      mixup.ifPresent(
          mixing -> {
            Mixup.Mixed mixed = mixing.of(batch, step);
            perExample.put(TrainingModule.IMAGES, mixed.images());
            perExample.put(Mixup.PARTNERS, mixed.partners());
            scalars.put(Mixup.SHARE, mixed.share());
          });
      masks.forEach(mask -> perExample.put(mask.name(), values(mask, batch, step)));
      return new StepInput(perExample, scalars);
    }

    private Tensor values(RandomMask mask, Batch batch, long step) {
      Map<String, Long> symbols = new HashMap<>();
      mask.shape()
          .dims()
          .forEach(
              dim -> dim.symbols().forEach(symbol -> symbols.put(symbol, (long) batch.size())));
      Shape shape = mask.shape().bind(symbols);
      Tensor values =
          filled.compute(
              mask.name(),
              (name, known) ->
                  known != null && known.shape().equals(shape)
                      ? known
                      : Tensor.allocate(DType.BOOL, shape));
      mask.fill(values, seed, step);
      return values;
    }
  }
}
