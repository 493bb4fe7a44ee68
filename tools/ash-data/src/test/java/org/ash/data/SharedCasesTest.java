package org.ash.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.data.folder.ImageFiles;
import org.ash.data.folder.ImageFolders;
import org.ash.data.image.Bitmap;
import org.ash.data.image.Images;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.Safetensors;
import org.ash.train.checkpoint.SafetensorsReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Inputs that were once taken wrongly, kept outside the project: in the folder that {@code
 * ASH_CASES} names, or in {@code shared/cases} beside the project. Every folder there has what is
 * right for it here.
 */
final class SharedCasesTest {
  /** Programs that show a fault; the rule that each stands for is a test elsewhere. */
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "b05-predict-eval", "EvaluationViewTest",
          "b08-proxy", "ProxiedFetchTest",
          "b15-tensorboard", "EventFileTest",
          "b16-onnx", "the tests of org.ash.onnx.verify",
          "b17-class-loaders", "the tests of class loaders of each engine",
          "b18-common-pool", "BackendsTest");

  /** Transparent pixels lie on white; an index beyond the palette is black, as libpng has it. */
  private static final String KINDS =
      """
      cmyk-no-adobe.jpg 216 137 49 216 137 49
      cmyk-pil.jpg 216 137 49 216 137 49
      gray-gamma1.png 0 0 0 255 255 255
      gray-trns.png 255 255 255 50 50 50
      gray.jpg 77 77 77 77 77 77
      gray1.png 255 255 255 255 255 255
      gray16.png 0 0 0 255 255 255
      gray16b.png 0 0 0 255 255 255
      gray2.png 0 0 0 0 0 0
      gray4.png 0 0 0 255 255 255
      gray8.png 0 0 0 255 255 255
      grayalpha16.png 100 100 100 177 177 177
      grayalpha8.png 100 100 100 241 241 241
      palette-gray.png 0 0 0 255 255 255
      palette-out-of-range.png 10 20 30 0 0 0
      palette-trns.png 255 255 255 70 80 90
      rgb-gamma1.png 10 20 30 140 150 160
      rgb-trns.png 255 255 255 40 50 60
      rgb16.png 255 128 0 18 171 1
      rgba8.png 10 20 30 255 255 255
      """;

  private final Map<String, Executable> expectations = new LinkedHashMap<>();

  SharedCasesTest() {
    foldersOfClasses();
    lists();
    pictures();
    expect("b14-safetensors", this::tensors);
  }

  private static Optional<Path> cases() {
    return Stream.of(
            Optional.ofNullable(System.getenv("ASH_CASES")).orElse("../shared/cases"),
            "../shared/cases",
            "../../shared/cases",
            "../../../shared/cases",
            "../../../../shared/cases")
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static Path folder(String name) {
    return cases().orElseThrow().resolve(name);
  }

  @TestFactory
  Stream<DynamicTest> everyCase_isTakenRightly() {
    return expectations.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(),
                    () -> {
                      assumeTrue(cases().isPresent(), "no folder of shared cases; set ASH_CASES");
                      assumeTrue(Files.isDirectory(folder(one.getKey())), "not among the cases");
                      one.getValue().execute();
                    }));
  }

  @Test
  void everyFolder_hasAnExpectation() throws IOException {
    assumeTrue(cases().isPresent(), "no folder of shared cases; set ASH_CASES");
    try (Stream<Path> entries = Files.list(cases().orElseThrow())) {
      TreeSet<String> names = new TreeSet<>();
      entries.filter(Files::isDirectory).forEach(one -> names.add(one.getFileName().toString()));
      names.removeAll(expectations.keySet());
      names.removeAll(PROGRAMS.keySet());
      assertEquals(new TreeSet<>(), names);
    }
  }

  private void expect(String name, Executable expectation) {
    expectations.put(name, expectation);
  }

  /** A folder of images: its classes, training images of each, and labels of the test images. */
  private void expect(
      String name, List<String> classes, List<Integer> training, Map<String, Integer> labels) {
    expect(
        name,
        () -> {
          ImageFolders found = ImageFolders.find(folder(name), Optional.empty());
          assertEquals(classes, found.classNames());
          assertEquals(training, found.train().histogram());
          assertEquals(labels, labels(name, found.test()));
          DataSet set = DataSets.open("imagenet:" + folder(name) + ",size=8");
          assertEquals(classes, set.classNames());
        });
  }

  /** Labels by the file's path below {@code val}. */
  private static Map<String, Integer> labels(String name, ImageFiles files) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    Path place = folder(name).resolve("val");
    IntStream.range(0, files.size())
        .forEach(
            i ->
                labels.put(
                    place.relativize(files.file(i)).toString().replace('\\', '/'), files.label(i)));
    return labels;
  }

  private void refuse(String name, String... parts) {
    expect(
        name,
        () -> {
          String refusal =
              assertThrows(
                      DataException.class, () -> ImageFolders.find(folder(name), Optional.empty()))
                  .getMessage();
          for (String part : parts) {
            assertTrue(refusal.contains(part), refusal);
          }
          assertEquals(1, refusal.lines().count());
        });
  }

  private void foldersOfClasses() {
    List<String> pets = List.of("cats", "dogs");
    Map<String, Integer> twoEach =
        Map.of("cats/0.png", 0, "cats/1.png", 0, "dogs/0.png", 1, "dogs/1.png", 1);
    Map<String, Integer> oneEach = Map.of("cats/0.png", 0, "dogs/0.png", 1);
    expect("b01-files", pets, List.of(2, 2), twoEach);
    expect("b01-hidden-folder-class", pets, List.of(2, 2), twoEach);
    expect("b01-hidden-folder-empty", pets, List.of(2, 2), twoEach);
    // Folders sort as texts: 0, 1, 10, 11, 2, ...
    expect(
        "b02-numeric-folders",
        List.of("0", "1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9"),
        List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        Map.of("of_1.png", 1, "of_10.png", 2, "of_11.png", 3, "of_2.png", 4));
    expect("b03-train", () -> matched("b03-train", 0, 1, 2));
    expect("b03-other-order", () -> matched("b03-other-order", 2, 1, 0));
    expect("b03-fewer", () -> matched("b03-fewer", 1, 2));
    expect(
        "b06-unicode-classes",
        List.of("bird", "\u72d7", "\u732b"),
        List.of(1, 1, 1),
        Map.of("bird/0.png", 0, "\u72d7/0.png", 1, "\u732b/0.png", 2));
    // All but the file without an ending, which is told of.
    expect("b11-endings", pets, List.of(11, 1), oneEach);
    expect("b12-nested", pets, List.of(6, 1), oneEach);
    expect(
        "b10-huge",
        () -> {
          DataSet set = DataSets.open("imagenet:" + folder("b10-huge") + ",size=8");
          assertEquals(13, set.train().examples());
          Bitmap huge = Images.read(folder("b10-huge").resolve("train/cats/huge.png"));
          assertTrue((long) huge.height() * huge.width() < 1 << 28);
        });
  }

  /** Its classes by name, as labels of a network that was trained on b03-train. */
  private static void matched(String name, int... labels) {
    List<String> own = ImageFolders.find(folder(name), Optional.empty()).classNames();
    List<String> network = List.of("apple", "pear", "plum");
    int[] found = ClassMatching.BY_NAME.labels(name, own, network);
    // In the order of the set's own classes.
    assertArrayEquals(labels, found, own::toString);
  }

  private void lists() {
    List<String> pets = List.of("cats", "dogs");
    List<String> dogsFirst = List.of("dogs", "cats");
    List<Integer> one = List.of(1, 1);
    Map<String, Integer> usual = Map.of("1.png", 0, "2.png", 1);
    expect("b13-backslash", pets, one, Map.of("sub/1.png", 0, "2.png", 1));
    expect("b13-bom", dogsFirst, one, usual);
    expect("b13-comment", pets, one, usual);
    expect("b13-crlf", dogsFirst, one, usual);
    expect("b13-csv", pets, one, usual);
    refuse("b13-duplicate", "val.txt", "1.png");
    expect(
        "b13-space-in-class-sorted",
        List.of("cats", "golden retriever"),
        one,
        Map.of("1.png", 1, "2.png", 0));
    expect("b13-space-in-class", List.of("golden retriever", "cats"), one, usual);
    expect("b13-space-in-file", pets, one, Map.of("photo 1.png", 0, "photo 2.png", 1));
    expect("b13-tab", pets, one, usual);
    expect("b13-numbered-names", List.of("cats Katze", "dogs Hund"), one, usual);
  }

  private void pictures() {
    expect(
        "b04-jpeg-no-jfif",
        () -> {
          eachDecodes("b04-jpeg-no-jfif", List.of());
          try (Stream<Path> files = Files.list(folder("b04-jpeg-no-jfif"))) {
            for (Path file : files.toList()) {
              // Components named R, G and B are these colours, whatever was meant.
              boolean rgb = file.toString().contains("idsRGB");
              colours(file, rgb ? "86 91 224 131 65 191" : "220 30 20 220 108 20");
            }
          }
        });
    expect(
        "b09-cut",
        () -> {
          eachDecodes("b09-cut", List.of("baseline-621.jpg"));
          cutsAreRefused(folder("b09-cut").resolve("progressive.jpg"));
        });
    // Without its last chunk a PNG file still has every pixel, with its checksum.
    expect(
        "b09-png-damage",
        () ->
            eachDecodes(
                "b09-png-damage",
                List.of(
                    "empty.png",
                    "flipped-byte-deflated.png",
                    "flipped-byte.png",
                    "html.jpg",
                    "progressive-cut-at-scan.jpg",
                    "progressive-cut-in-scan.jpg",
                    "truncated-deflated.png",
                    "truncated-half.png")));
    expect(
        "b22-exif",
        () -> {
          Bitmap plain = Images.read(folder("b22-exif").resolve("plain.jpg"));
          Bitmap rotated = Images.read(folder("b22-exif").resolve("rotated.jpg"));
          assertEquals(
              List.of(plain.height(), plain.width()), List.of(rotated.width(), rotated.height()));
          // The plain one grows greener to the right, the other downwards.
          assertEquals(rotated.sample(1, 0, 0), rotated.sample(1, 0, rotated.width() - 1), 2);
          assertEquals(30, rotated.sample(1, 0, 0), 2);
          assertEquals(148, rotated.sample(1, rotated.height() - 1, 0), 2);
        });
    expect(
        "b23-png-kinds",
        () -> {
          eachDecodes("b23-png-kinds", List.of());
          for (String line : KINDS.lines().toList()) {
            String[] words = line.split(" ", 2);
            colours(folder("b23-png-kinds").resolve(words[0]), words[1]);
          }
        });
  }

  /** The first and the last pixel, red, green and blue of each. */
  private static void colours(Path file, String expected) {
    Bitmap image = Images.read(file).withChannels(3);
    int[] wanted = Stream.of(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    for (int i = 0; i < wanted.length; i++) {
      int row = i < 3 ? 0 : image.height() - 1;
      int column = i < 3 ? 0 : image.width() - 1;
      // Two, for what compression loses.
      assertEquals(wanted[i], image.sample(i % 3, row, column), 2, file + ", sample " + i);
    }
  }

  /** All image files of a folder are read but those named, which are refused by name. */
  private static void eachDecodes(String name, List<String> refused) throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(name))) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".java")).sorted().toList()) {
        try {
          Images.read(file);
        } catch (DataException e) {
          assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
          others.add(file.getFileName().toString());
        }
      }
    }
    assertEquals(refused.stream().sorted().toList(), others);
  }

  private static void cutsAreRefused(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length / 50; length < whole.length - 2; length += whole.length / 50) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(DataException.class, () -> Images.decode(cut, "cut"), "at " + length);
    }
  }

  private void tensors() throws IOException {
    List<String> without = List.of("empty.safetensors", "only-metadata.safetensors");
    try (Stream<Path> files = Files.list(folder("b14-safetensors"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Safetensors read = SafetensorsReader.read(file);
        assertEquals(name.startsWith("extra-") && !name.contains("key"), !read.unread().isEmpty());
        if (without.contains(name)) {
          assertEquals(Map.of(), read.tensors(), name);
          continue;
        }
        Tensor tensor =
            read.tensors().get(name.startsWith("unicode") ? "gew\u00f6hnlich/\u732b.w" : "a");
        if (!name.startsWith("f16")) {
          assertEquals(name.startsWith("scalar") ? 7 : 1, tensor.get(0), name);
        }
      }
    }
  }
}
