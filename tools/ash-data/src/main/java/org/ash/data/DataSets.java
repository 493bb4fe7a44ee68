package org.ash.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.ash.data.cifar.CifarLayout;
import org.ash.data.cifar.CifarReader;
import org.ash.data.folder.FolderBatchSource;
import org.ash.data.folder.ImageFiles;
import org.ash.data.folder.ImageFolders;
import org.ash.data.image.ChannelStatistics;
import org.ash.data.synthetic.ShapeClass;
import org.ash.data.synthetic.Shapes;
import org.ash.platform.CacheFolder;
import org.ash.text.NearestNames;
import org.ash.train.Preprocessing;

/**
 * Opens data sets by name:
 *
 * <ul>
 *   <li>{@code cifar10:PATH}, {@code cifar100:PATH}: a folder with the binary files, or the
 *       published archive. Without a path: where {@code data fetch} puts them. {@code
 *       cifar100:PATH,labels=coarse} takes the 20 coarse classes.
 *   <li>{@code imagenet:PATH}: a folder {@code train} with a folder of image files for each class,
 *       and {@code val} with the same or a list, see {@link ImageFolders}; images are decoded when
 *       they are needed. {@code size=224} is their rows and columns then, {@code resize=256} the
 *       shorter side that they are resized to before the centre is cut out to evaluate, {@code
 *       strict=true} stops at files that cannot be decoded, {@code perclass=N} takes the first N
 *       files of each class only, to learn from and to judge by.
 *   <li>{@code shapes}, {@code shapes:size=32,count=8000,test=1000,seed=0}: generated figures.
 * </ul>
 *
 * CIFAR sets also take {@code train=N} and {@code test=N}: only the first N images of the split.
 * All sets take {@code mean=0.49/0.48/0.45,deviation=0.2/0.2/0.2}, the constants to normalize by
 * instead of those of the training images, and {@code cutout=16}, the side of a square that is cut
 * out of training images.
 */
public final class DataSets {
  private static final String VALIDATION = "val";
  private static final int MOST_IMAGES = 10_000_000;

  /** Of generated images, all together. */
  private static final long MOST_SHAPES_MIB = 2_048;

  /** Of ImageNet's training images, as everyone uses them since torchvision did. */
  private static final ChannelStatistics IMAGENET_STATISTICS =
      new ChannelStatistics(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private static final Map<String, Kind> KINDS = new TreeMap<>();

  static {
    KINDS.put(
        CifarLayout.CIFAR_10.kind(),
        new Kind(
            "cifar10:PATH[,train=N,test=N]",
            "60,000 photographs, 10 classes; without PATH where data fetch puts them",
            spec -> cifar(spec, CifarLayout.CIFAR_10)));
    KINDS.put(
        CifarLayout.CIFAR_100.kind(),
        new Kind(
            "cifar100:PATH[,train=N,test=N,labels=coarse]",
            "60,000 photographs, 100 classes (20 coarse ones)",
            spec -> cifar(spec, CifarLayout.CIFAR_100)));
    KINDS.put(
        "imagenet",
        new Kind(
            "imagenet:PATH[,size=224,resize=256,perclass=N,val=PATH,strict=true]",
            "folders of image files: PATH/train/CLASS/*.JPEG and PATH/val",
            DataSets::imagenet));
    KINDS.put(
        "shapes",
        new Kind(
            "shapes[:size=32,count=8000,test=1000,seed=0]",
            "generated figures, 10 classes",
            DataSets::shapes));
  }

  private DataSets() {}

  /** A kind of data set, how it is asked for and opened. */
  private record Kind(String usage, String description, Function<DataSetSpec, DataSet> opener) {}

  /** How each kind is asked for, with a word on what it is; by kind, in alphabetical order. */
  public static Map<String, String> usages() {
    Map<String, String> usages = new TreeMap<>();
    KINDS.forEach((name, kind) -> usages.put(kind.usage(), kind.description()));
    return usages;
  }

  /**
   * Reads or makes a data set, all of it into memory.
   *
   * @throws DataException when there is no such kind or option, or its files are missing or damaged
   */
  public static DataSet open(String text) {
    DataSetSpec spec = DataSetSpec.parse(text);
    Kind kind = KINDS.get(spec.kind());
    if (kind == null) {
      throw unknown(spec);
    }
    return kind.opener().apply(spec);
  }

  /** Where {@code data fetch} puts data sets unless told otherwise, see {@link CacheFolder}. */
  public static Path cache() {
    return CacheFolder.path();
  }

  /**
   * What a data set is called where its place does not matter or is nobody's business, as in a file
   * that leaves the machine: the kind, the last name of a folder of images, and the options that
   * are no paths, as {@code imagenet:flowers,size=64}.
   *
   * @param text a specification; of anything else no more is left than stands behind its last slash
   */
  public static String nameWithoutPlace(String text) {
    int colon = text.indexOf(':');
    return KINDS.containsKey(colon < 0 ? text : text.substring(0, colon))
        ? DataSetSpec.parse(text).withoutPlace(Set.of(VALIDATION))
        : text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
  }

  private static DataSpecException unknown(DataSetSpec spec) {
    if (spec.text().contains("/") && Files.exists(Path.of(spec.text()))) {
      return DataSpecException.of(
          "'%s' does not say what kind of data lies there; write KIND:%s. Kinds: %s.",
          spec.text(), spec.text(), String.join(", ", KINDS.keySet()));
    }
    return DataSpecException.of(
        "No data set '%s'. There are: %s.%s",
        spec.kind(),
        String.join(", ", usages().keySet()),
        NearestNames.question(spec.kind(), KINDS.keySet()));
  }

  private static DataSet cifar(DataSetSpec spec, CifarLayout layout) {
    List<String> labelNames = layout.labels().stream().map(CifarLayout.Labels::name).toList();
    if (labelNames.size() > 1) {
      spec.allowOptions("labels", "train", "test", "mean", "deviation", "cutout");
    } else {
      spec.allowOptions("train", "test", "mean", "deviation", "cutout");
    }
    // The last label byte is the finest, the one that results are stated for.
    String labels = spec.options().getOrDefault("labels", labelNames.get(labelNames.size() - 1));
    Path place = spec.location().orElseGet(() -> cache().resolve(layout.archiveName()));
    int train = spec.number("train", MOST_IMAGES, 1, MOST_IMAGES);
    int test = spec.number("test", MOST_IMAGES, 1, MOST_IMAGES);
    CifarReader.Contents contents = CifarReader.read(layout, place, labels);
    return DataSet.of(
        spec, contents.train().first(train), contents.test().first(test), contents.classNames());
  }

  private static DataSet imagenet(DataSetSpec spec) {
    spec.allowOptions(
        "size", "resize", VALIDATION, "strict", "perclass", "mean", "deviation", "cutout");
    Path place =
        spec.location()
            .orElseThrow(
                () ->
                    DataSpecException.of(
                        "Data set '%s' does not say where it lies; write imagenet:PATH.",
                        spec.text()));
    ImageFolders folders =
        ImageFolders.find(place, Optional.ofNullable(spec.options().get(VALIDATION)).map(Path::of));
    int perClass = spec.number("perclass", MOST_IMAGES, 1, MOST_IMAGES);
    ImageFiles train = folders.train().firstOfEachClass(perClass);
    ImageFiles test = folders.test().firstOfEachClass(perClass);
    int size = spec.number("size", 224, 8, 4_096);
    int resize = spec.number("resize", Math.round(size * 256f / 224), size, 8_192);
    FolderBatchSource.Settings settings =
        new FolderBatchSource.Settings(
            size, resize, spec.flag("strict"), spec.number("cutout", 0, 0, size));
    ChannelStatistics statistics =
        spec.normalization()
            .or(
                () ->
                    spec.options().containsKey("mean")
                        ? Optional.empty()
                        : Optional.of(IMAGENET_STATISTICS))
            .orElseGet(() -> FolderBatchSource.measured(train, settings));
    Preprocessing preprocessing =
        statistics.preprocessing(size, size, folders.classNames()).withResize(resize);
    return new DataSet(
        spec.text(),
        new FolderBatchSource(train, preprocessing, settings),
        new FolderBatchSource(test, preprocessing, settings),
        folders.notes());
  }

  /**
   * The text of a data set that lies in another place now: with the options that it had before
   * where none are named.
   *
   * @param before its text as it was
   * @param now its text as it is given
   */
  public static String moved(String before, String now) {
    DataSetSpec old = DataSetSpec.parse(before);
    DataSetSpec fresh = DataSetSpec.parse(now);
    String text = now;
    if (old.kind().equals(fresh.kind())) {
      for (Map.Entry<String, String> option : new TreeMap<>(old.options()).entrySet()) {
        // The list of images to judge by lay in the old place.
        boolean isPlace = option.getKey().equals(VALIDATION);
        if (!isPlace && !fresh.options().containsKey(option.getKey())) {
          text = withOption(text, option.getKey(), option.getValue());
        }
      }
    }
    return text;
  }

  /** Whether two texts name the same images, wherever these lie. */
  public static boolean sameImages(String one, String other) {
    DataSetSpec first = DataSetSpec.parse(one);
    DataSetSpec second = DataSetSpec.parse(other);
    return first.kind().equals(second.kind()) && first.options().equals(second.options());
  }

  /**
   * A data set's text with another option.
   *
   * @param text as {@code cifar10:PATH}
   * @param option as {@code cutout}
   */
  public static String withOption(String text, String option, String value) {
    return text + (text.contains(":") ? "," : ":") + option + "=" + value;
  }

  private static DataSet shapes(DataSetSpec spec) {
    spec.allowOptions("size", "count", "test", "seed", "mean", "deviation", "cutout");
    if (spec.location().isPresent()) {
      throw DataSpecException.of(
          "Data set '%s': shapes are generated and take no path; write %s.",
          spec.text(), KINDS.get("shapes").usage());
    }
    int size = spec.number("size", 32, Shapes.LEAST_SIZE, Shapes.MOST_SIZE);
    int seed = spec.number("seed", 0, 0, Integer.MAX_VALUE);
    int count = spec.number("count", 8_000, 1, MOST_IMAGES);
    int testCount = spec.number("test", 1_000, 1, MOST_IMAGES);
    long mebibytes = (3L * size * size * ((long) count + testCount)) >> 20;
    if (mebibytes > MOST_SHAPES_MIB) {
      throw DataSpecException.of(
          "Data set '%s': its images take %,d MiB, which lie in memory; %,d are the most: lower"
              + " count, test or size.",
          spec.text(), mebibytes, MOST_SHAPES_MIB);
    }
    return DataSet.of(
        spec,
        new Shapes(size, seed, Shapes.Split.TRAIN).store(count),
        new Shapes(size, seed, Shapes.Split.TEST).store(testCount),
        ShapeClass.labels());
  }
}
