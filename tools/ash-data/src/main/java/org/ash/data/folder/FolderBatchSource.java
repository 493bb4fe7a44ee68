package org.ash.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.ash.data.DataException;
import org.ash.data.image.Bitmap;
import org.ash.data.image.ChannelStatistics;
import org.ash.data.image.ImageStore;
import org.ash.data.image.Images;
import org.ash.data.pipeline.DecodedBatches;
import org.ash.data.pipeline.EvenSpread;
import org.ash.data.pipeline.ImageSource;
import org.ash.tensor.Philox;
import org.ash.train.Batches;
import org.ash.train.Preprocessing;

/**
 * Image files in batches. Training views are random parts, see {@link ViewOfImage}, others the
 * centre. Files that cannot be decoded are skipped, and remembered, unless the settings are strict:
 * another image of the pass stands in for one in a shuffled pass, evaluation leaves it out.
 */
public final class FolderBatchSource implements ImageSource {
  /** Mean and deviation of as many images are those of all to two digits. */
  private static final int MEASURED_IMAGES = 2_000;

  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          task -> {
            Thread thread = new Thread(task, "ash-decode");
            thread.setDaemon(true);
            return thread;
          });

  private final ImageFiles files;
  private final Preprocessing preprocessing;
  private final Settings settings;
  private final Map<String, Skipped> skipped = new TreeMap<>();

  /**
   * How files become images.
   *
   * @param size rows and columns of what the network gets
   * @param resize what the shorter side is resized to before the centre is taken, at least size
   * @param strict whether a file that cannot be decoded ends the pass
   * @param cutout side of the square that is cut out of training images; 0 for none
   */
  public record Settings(int size, int resize, boolean strict, int cutout) {}

  /** Over these files. */
  public FolderBatchSource(ImageFiles files, Preprocessing preprocessing, Settings settings) {
    this.files = files;
    this.preprocessing = preprocessing;
    this.settings = settings;
  }

  /** Mean and deviation of the centres of images that lie evenly in the set, up to 2,000. */
  public static ChannelStatistics measured(ImageFiles files, Settings settings) {
    int step = Math.max(1, files.size() / MEASURED_IMAGES);
    ImageStore.Builder store = ImageStore.builder(3, settings.size(), settings.size());
    IntStream.range(0, files.size())
        .filter(i -> i % step == 0)
        .parallel()
        .mapToObj(i -> centre(files, i, settings))
        .flatMap(Optional::stream)
        .forEachOrdered(image -> add(store, 0, image));
    return store.build().statistics();
  }

  private static Optional<Bitmap> centre(ImageFiles files, int image, Settings settings) {
    try {
      return Optional.of(
          Images.read(
              files.file(image),
              read -> {
                Bitmap whole = read.withChannels(3);
                return ViewOfImage.centre(whole, settings.size(), settings.resize())
                    .of(whole, settings.size());
              }));
    } catch (DataException e) {
      if (settings.strict()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static void add(ImageStore.Builder store, int label, Bitmap image) {
    byte[] samples = new byte[image.channels() * image.height() * image.width()];
    image.copyTo(samples, 0);
    store.add(label, samples, 0);
  }

  @Override
  public FolderBatchSource as(Preprocessing trained, int... labels) {
    ImageFiles relabelled = files.relabelled(trained.classNames().size(), labels);
    return new FolderBatchSource(relabelled, trained, settings);
  }

  @Override
  public FolderBatchSource spread(int count) {
    ImageFiles chosen = files.select(EvenSpread.of(files.size(), count));
    return new FolderBatchSource(chosen, preprocessing, settings);
  }

  @Override
  public int examples() {
    return files.size();
  }

  @Override
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  @Override
  public List<Integer> histogram() {
    return files.histogram();
  }

  @Override
  public ImageStore shown(int ofEachClass) {
    int[] taken = new int[files.classes()];
    ImageStore.Builder store = ImageStore.builder(3, settings.size(), settings.size());
    for (int i = 0; i < files.size(); i++) {
      int label = files.label(i);
      Optional<Bitmap> image =
          taken[label] < ofEachClass ? centre(files, i, settings) : Optional.empty();
      if (image.isPresent()) {
        taken[label]++;
        add(store, label, image.get());
      }
    }
    return store.build();
  }

  @Override
  public Condition condition() {
    List<Kind> kinds =
        IntStream.range(0, files.size()).parallel().mapToObj(i -> kind(files.file(i))).toList();
    List<Skipped> damaged = new ArrayList<>();
    kinds.forEach(kind -> kind.damage().ifPresent(damaged::add));
    return new Condition(
        (int) kinds.stream().filter(Kind::gray).count(),
        (int) kinds.stream().filter(Kind::cmyk).count(),
        damaged);
  }

  /** What a file is like. */
  private record Kind(boolean gray, boolean cmyk, Optional<Skipped> damage) {}

  private static Kind kind(Path file) {
    try {
      Images.Kind kind = Images.kind(file);
      return new Kind(kind.gray(), kind.printed(), Optional.empty());
    } catch (DataException e) {
      return new Kind(false, false, Optional.of(skipped(file, e)));
    }
  }

  private static Skipped skipped(Path file, DataException why) {
    String reason = why.getCause() instanceof Exception cause ? DataException.reason(cause) : "";
    return new Skipped(file.toString(), reason.isEmpty() ? why.getMessage() : reason);
  }

  @Override
  public List<Skipped> takeSkipped() {
    synchronized (skipped) {
      List<Skipped> taken = List.copyOf(skipped.values());
      skipped.clear();
      return taken;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException when there are fewer examples than a batch takes and the pass leaves a
   *     smaller last batch out
   */
  @Override
  public Batches open(Pass pass) {
    int batches =
        pass.dropLast()
            ? files.size() / pass.batchSize()
            : (files.size() - 1) / pass.batchSize() + 1;
    if (batches == 0) {
      throw DataException.of(
          "%,d images do not fill one batch of %,d; take a smaller batch or more images.",
          files.size(), pass.batchSize());
    }
    int[] images =
        pass.shuffle()
            ? new Philox(pass.seed(), Philox.site("shuffle", pass.epoch()))
                .permutation(files.size())
            : IntStream.range(0, files.size()).toArray();
    DecodedBatches.Order order =
        new DecodedBatches.Order(
            images, pass.batchSize(), pass.firstBatch(), batches, pass.dropLast());
    if (pass.augment()) {
      order = order.withCutout(settings.cutout(), pass.seed(), pass.epoch());
    }
    return new DecodedBatches(loader(pass), preprocessing, THREADS).open(order);
  }

  private DecodedBatches.Loader loader(Pass pass) {
    return new DecodedBatches.Loader() {
      @Override
      public Optional<DecodedBatches.View> load(int image) {
        return view(image, pass);
      }

      @Override
      public int label(int image) {
        return files.label(image);
      }
    };
  }

  private Optional<DecodedBatches.View> view(int image, Pass pass) {
    Path file = files.file(image);
    try {
      return Optional.of(Images.read(file, read -> view(read, image, pass)));
    } catch (DataException e) {
      if (settings.strict()) {
        throw e;
      }
      synchronized (skipped) {
        skipped.put(file.toString(), skipped(file, e));
      }
      return Optional.empty();
    }
  }

  private DecodedBatches.View view(Bitmap read, int image, Pass pass) {
    Bitmap whole = read.withChannels(preprocessing.channels());
    ViewOfImage view =
        pass.augment()
            ? ViewOfImage.random(whole, pass.seed(), pass.epoch(), image)
            : ViewOfImage.centre(
                whole, settings.size(), preprocessing.resize().orElse(settings.resize()));
    return new DecodedBatches.View(view.of(whole, settings.size()), view.mirrored());
  }
}
