package org.ash.data.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.data.DataException;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.data.image.Bitmap;
import org.ash.data.image.Images;
import org.ash.data.pipeline.ImageSource;
import org.ash.tensor.Shape;
import org.ash.train.Batch;
import org.ash.train.BatchSource.Pass;
import org.ash.train.Batches;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBatchSourceTest {
  private static final int EACH = 6;

  @TempDir private Path root;

  @BeforeEach
  void make() throws IOException {
    FolderFixture.make(root, EACH);
  }

  private DataSet open(String... options) {
    String text = "imagenet:" + root + ",size=16";
    for (String option : options) {
      text += "," + option;
    }
    return DataSets.open(text);
  }

  private static List<Batch> all(ImageSource source, Pass pass) {
    List<Batch> copies = new ArrayList<>();
    try (Batches batches = source.open(pass)) {
      for (Optional<Batch> next = batches.next(); next.isPresent(); next = batches.next()) {
        copies.add(new Batch(next.get().images().copy(), next.get().labels().copy()));
      }
    }
    return copies;
  }

  private static int examples(List<Batch> batches) {
    return batches.stream().mapToInt(Batch::size).sum();
  }

  private static void assertEqualBatches(List<Batch> expected, List<Batch> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(expected.get(i).images().bitEquals(actual.get(i).images()), "batch " + i);
      assertTrue(expected.get(i).labels().bitEquals(actual.get(i).labels()), "batch " + i);
    }
  }

  @Test
  void images_areOfTheWantedSize_normalizedByImageNetsConstants() {
    DataSet set = open();
    List<Batch> batches = all(set.test(), Pass.evaluation(4));
    assertEquals(Shape.of(4, 3, 16, 16), batches.get(0).images().shape());
    assertEquals(Shape.of(2, 3, 16, 16), batches.get(1).images().shape());
    assertEquals(List.of(0.485, 0.456, 0.406), set.preprocessing().mean());
    Bitmap whole = Images.read(root.resolve("val/n01/100.JPEG"));
    Bitmap centre = ViewOfImage.centre(whole, 16, 18).of(whole, 16);
    for (int i = 0; i < 256; i++) {
      double green = (centre.sample(1, i / 16, i % 16) / 255.0 - 0.456) / 0.224;
      assertEquals(green, batches.get(0).images().get(256 + i), 1e-6);
    }
  }

  @Test
  void measuredNormalization_givesMeanNearZero() {
    DataSet set = open("mean=measured", "resize=16");
    List<Batch> batches = all(set.train(), new Pass(1, 0, 18, false, false, false, 0));
    double sum = 0;
    for (float value : batches.get(0).images().toFloats()) {
      sum += value;
    }
    assertEquals(0, sum / batches.get(0).images().size(), 1e-3);
  }

  @Test
  void samePass_isTheSameBits_andAnotherEpochIsNot() {
    DataSet set = open("cutout=4");
    assertEqualBatches(
        all(set.train(), Pass.training(5, 2, 4)),
        all(open("cutout=4").train(), Pass.training(5, 2, 4)));
    Batch other = all(set.train(), Pass.training(5, 3, 4)).get(0);
    assertTrue(!all(set.train(), Pass.training(5, 2, 4)).get(0).images().bitEquals(other.images()));
  }

  @Test
  void passFromABatchOn_isTheTailOfTheWholePass() throws IOException {
    FolderFixture.damage(root.resolve("train/n02/003.JPEG"));
    ImageSource source = open().train();
    List<Batch> whole = all(source, Pass.training(5, 1, 4));
    List<Batch> tail = all(source, new Pass(5, 1, 4, true, true, true, 2));
    assertEqualBatches(whole.subList(2, whole.size()), tail);
  }

  @Test
  void damagedFile_isReplacedInTraining_andNamedOnce() throws IOException {
    Path damaged = FolderFixture.damage(root.resolve("train/n02/003.JPEG"));
    ImageSource source = open().train();
    List<Batch> batches = all(source, Pass.training(1, 0, 3 * EACH));
    assertEquals(3 * EACH, examples(batches));
    List<ImageSource.Skipped> skipped = source.takeSkipped();
    assertEquals(List.of(damaged.toString()), skipped.stream().map(s -> s.file()).toList());
    assertEquals(List.of(), source.takeSkipped());
  }

  @Test
  void damagedFile_isLeftOutOfEvaluation() throws IOException {
    FolderFixture.damage(root.resolve("val/n01/101.JPEG"));
    ImageSource source = open().test();
    List<Batch> batches = all(source, Pass.evaluation(2));
    assertEquals(5, examples(batches));
    assertEquals(1, source.takeSkipped().size());
  }

  @Test
  void batchOfDamagedFilesOnly_isPassedOver() throws IOException {
    FolderFixture.damage(root.resolve("val/n01/100.JPEG"));
    FolderFixture.damage(root.resolve("val/n01/101.JPEG"));
    List<Batch> batches = all(open().test(), Pass.evaluation(2));
    assertEquals(List.of(2, 2), batches.stream().map(Batch::size).toList());
    assertEquals(1, batches.get(0).labels().getLong(0));
  }

  /** Sorted by class as folders are, the first images would be of one class. */
  @Test
  void spreadImages_areOfAllClasses_andSkippedApart() throws IOException {
    Path damaged = FolderFixture.damage(root.resolve("train/n02/003.JPEG"));
    ImageSource source = open().train();
    ImageSource spread = source.spread(3);
    Batch batch = all(spread, Pass.evaluation(3)).get(0);
    assertArrayEquals(new long[] {0, 2}, batch.labels().toLongs());
    assertEquals(damaged.toString(), spread.takeSkipped().get(0).file());
    assertEquals(List.of(), source.takeSkipped());
  }

  @Test
  void strict_stopsAtADamagedFile_andNamesIt() throws IOException {
    Path damaged = FolderFixture.damage(root.resolve("train/n02/003.JPEG"));
    ImageSource source = open("strict=true").train();
    DataException error =
        assertThrows(DataException.class, () -> all(source, Pass.training(1, 0, 6)));
    assertTrue(error.getMessage().startsWith(damaged + " cannot be decoded"), error.getMessage());
  }

  @Test
  void nothingButDamagedFiles_stops() throws IOException {
    for (String id : FolderFixture.CLASSES) {
      for (int i = 0; i < EACH; i++) {
        FolderFixture.damage(root.resolve("train/%s/%03d.JPEG".formatted(id, i)));
      }
    }
    ImageSource source = open().train();
    DataException error =
        assertThrows(DataException.class, () -> all(source, Pass.training(1, 0, 6)));
    assertTrue(error.getMessage().contains("in a row cannot be decoded"), error.getMessage());
  }

  @Test
  void grayAndCmykFiles_areReadInColour_andCounted() throws IOException {
    FolderFixture.gray(root.resolve("train/n01"), "gray.JPEG");
    FolderFixture.cmyk(root.resolve("train/n02"), "cmyk.JPEG");
    Path damaged = FolderFixture.damage(root.resolve("train/n03/001.JPEG"));
    ImageSource source = open().train();
    ImageSource.Condition condition = source.condition();
    assertEquals(List.of(1, 1), List.of(condition.gray(), condition.cmyk()));
    assertEquals(damaged.toString(), condition.damaged().get(0).file());
    all(source, Pass.training(1, 0, 3 * EACH + 2));
    assertEquals(1, source.takeSkipped().size());
  }

  @Test
  void shownImages_areTheFirstOfEachClass() {
    assertEquals(6, open().train().shown(2).size());
    assertEquals(List.of(EACH, EACH, EACH), open().train().histogram());
  }

  @Test
  void setWithoutAPlace_isRefused() {
    DataException error = assertThrows(DataException.class, () -> DataSets.open("imagenet"));
    assertTrue(error.getMessage().contains("imagenet:PATH"), error.getMessage());
  }
}
