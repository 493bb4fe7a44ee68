package org.ash.data.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.ash.data.DataException;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.data.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CifarConversionTest {
  private static final int TRAIN = 13;
  private static final int TEST = 4;

  @TempDir private Path temp;
  private Path target;

  @BeforeEach
  void chooseTarget() {
    target = temp.resolve("made");
  }

  /** What the archive is to be like; {@code GOOD} with one change each. */
  private record Plan(
      String ending, int side, String format, int skipped, int repeated, int mislabelled) {
    static final Plan GOOD = new Plan(".tar.xz", 32, "png", -1, -1, -1);
  }

  private static int label(int split, int index) {
    return (3 * index + split) % 10;
  }

  private static int colour(int split, int index, int pixel) {
    return new Random(1_000L * split + index).nextInt() ^ pixel * 0x01030507;
  }

  private static byte[] picture(int split, int index, Plan plan) throws IOException {
    BufferedImage image = new BufferedImage(plan.side(), plan.side(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plan.side() * plan.side(); i++) {
      image.setRGB(i % plan.side(), Math.floorDiv(i, plan.side()), colour(split, index, i));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, plan.format(), bytes);
    return bytes.toByteArray();
  }

  private static OutputStream compressed(OutputStream out, String ending) throws IOException {
    return switch (ending) {
      case ".tar.xz" -> new XZCompressorOutputStream(out);
      case ".tar.gz" -> new GZIPOutputStream(out);
      default -> out;
    };
  }

  private static Path source(Path folder, Plan plan) throws IOException {
    Files.createDirectories(folder);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            compressed(
                Files.newOutputStream(folder.resolve("images" + plan.ending())), plan.ending()))) {
      for (int split = 0; split < 2; split++) {
        int images = split == 0 ? TRAIN : TEST;
        byte[] labels = new byte[images];
        for (int index = 0; index < images; index++) {
          labels[index] = (byte) label(split, index);
          for (int copy = copies(split, index, plan); copy > 0; copy--) {
            add(tar, split, index, plan);
          }
        }
        Files.write(folder.resolve((split == 0 ? "train" : "test") + "_labels.bin"), labels);
      }
    }
    return folder;
  }

  private static int copies(int split, int index, Plan plan) {
    if (split == 0 && index == plan.skipped()) {
      return 0;
    }
    return split == 0 && index == plan.repeated() ? 2 : 1;
  }

  private static void add(TarArchiveOutputStream tar, int split, int index, Plan plan)
      throws IOException {
    byte[] content = picture(split, index, plan);
    int wrong = split == 0 && index == plan.mislabelled() ? 1 : 0;
    String name =
        "%s/%05d_%d.%s"
            .formatted(
                split == 0 ? "train" : "test",
                index,
                (label(split, index) + wrong) % 10,
                plan.format());
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @ParameterizedTest
  @ValueSource(strings = {".tar.xz", ".tar.gz", ".tar"})
  void converted_readsAsADataSetWithTheSamePixelsAndLabels(String ending) throws IOException {
    Path source = source(temp.resolve("source"), new Plan(ending, 32, "png", -1, -1, -1));
    CifarConversion.Result result = CifarConversion.run(source, target, Progress.NONE);
    assertEquals(new CifarConversion.Result(target, TRAIN, TEST), result);
    DataSet set = DataSets.open("cifar10:" + target);
    assertEquals(TRAIN, set.train().examples());
    assertEquals(TEST, set.test().examples());
    for (int index = 0; index < TRAIN; index++) {
      assertEquals(label(0, index), set.train().shown(Integer.MAX_VALUE).label(index));
      byte[] image = set.train().shown(Integer.MAX_VALUE).image(index);
      for (int i = 0; i < 1024; i++) {
        int colour = colour(0, index, i);
        assertEquals((byte) (colour >> 16), image[i], "red of pixel " + i);
        assertEquals((byte) (colour >> 8), image[1024 + i], "green of pixel " + i);
        assertEquals((byte) colour, image[2048 + i], "blue of pixel " + i);
      }
    }
  }

  @Test
  void jpegs_areDecoded() throws IOException {
    Path source = source(temp.resolve("source"), new Plan(".tar.xz", 32, "jpg", -1, -1, -1));
    CifarConversion.run(source, target, Progress.NONE);
    assertEquals(TRAIN, DataSets.open("cifar10:" + target).train().examples());
  }

  @Test
  void progress_endsAtTheNumberOfImages() throws IOException {
    AtomicLong most = new AtomicLong();
    CifarConversion.run(
        source(temp.resolve("source"), Plan.GOOD),
        target,
        (done, total) -> {
          assertEquals(TRAIN + TEST, total);
          most.accumulateAndGet(done, Math::max);
        });
    assertEquals(TRAIN + TEST, most.get());
  }

  @Test
  void leftoverOfAnInterruptedConversion_isReplaced() throws IOException {
    Path partial = Files.createDirectories(temp.resolve(".made.partial"));
    Files.write(partial.resolve("data_batch_1.bin"), new byte[100]);
    CifarConversion.run(source(temp.resolve("source"), Plan.GOOD), target, Progress.NONE);
    assertFalse(Files.exists(partial));
    assertEquals(TRAIN, DataSets.open("cifar10:" + target).train().examples());
  }

  @Test
  void emptyTarget_isFilled() throws IOException {
    Files.createDirectories(target);
    CifarConversion.run(source(temp.resolve("source"), Plan.GOOD), target, Progress.NONE);
    assertEquals(TEST, DataSets.open("cifar10:" + target).test().examples());
  }

  @Test
  void targetWithFiles_isLeftAlone() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("precious.txt"), "keep me");
    Path source = source(temp.resolve("source"), Plan.GOOD);
    DataException e =
        assertThrows(DataException.class, () -> CifarConversion.run(source, target, Progress.NONE));
    assertTrue(e.getMessage().contains("exists and is not an empty folder"), e.getMessage());
    assertEquals("keep me", Files.readString(target.resolve("precious.txt")));
  }

  /** A source that cannot be converted, and what the error has to say. */
  private record Flaw(String name, Plan plan, List<String> says) {}

  @TestFactory
  Stream<DynamicTest> flawedSource_isExplained_andLeavesNothing() {
    return Stream.of(
            new Flaw(
                "missingImage",
                new Plan(".tar.xz", 32, "png", 5, -1, -1),
                List.of("1 of 13 images of train are missing", "number 5")),
            new Flaw(
                "imageGivenTwice",
                new Plan(".tar.xz", 32, "png", -1, 7, -1),
                List.of("two images 7")),
            new Flaw(
                "labelUnlikeTheLabelFile",
                new Plan(".tar.xz", 32, "png", -1, -1, 2),
                List.of("train/00002_7.png", "label 7", "has 6 for image 2")),
            new Flaw(
                "imageOfAnotherSize",
                new Plan(".tar.xz", 31, "png", -1, -1, -1),
                List.of("31 x 31 pixels", "32 x 32")))
        .map(
            flaw ->
                DynamicTest.dynamicTest(
                    flaw.name(),
                    () -> {
                      Path folder = Files.createTempDirectory(temp, "flaw");
                      assertFails(
                          source(folder.resolve("source"), flaw.plan()),
                          folder.resolve("made"),
                          flaw.says());
                    }));
  }

  private static void assertFails(Path source, Path target, List<String> says) throws IOException {
    DataException e =
        assertThrows(DataException.class, () -> CifarConversion.run(source, target, Progress.NONE));
    for (String part : says) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertEquals(List.of(source), left.toList(), "what lies beside the source");
    }
  }

  @Test
  void truncatedArchive_isExplained() throws IOException {
    Path folder = temp.resolve("truncated");
    Path source = source(folder.resolve("source"), Plan.GOOD);
    Path archive = source.resolve("images.tar.xz");
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    assertFails(source, folder.resolve("made"), List.of("images.tar.xz", "truncated"));
  }

  @Test
  void missingLabelFile_isNamed() throws IOException {
    Path folder = temp.resolve("unlabelled");
    Path source = source(folder.resolve("source"), Plan.GOOD);
    Files.delete(source.resolve("test_labels.bin"));
    assertFails(source, folder.resolve("made"), List.of("test_labels.bin is missing"));
  }

  @Test
  void folderWithoutAnArchive_isExplained() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("empty"));
    assertThrows(DataException.class, () -> CifarConversion.run(folder, target, Progress.NONE));
  }
}
