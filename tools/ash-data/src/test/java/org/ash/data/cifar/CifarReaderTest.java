package org.ash.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ash.data.DataException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CifarReaderTest {
  private static final CifarLayout TEN = CifarLayout.CIFAR_10;
  private static final CifarLayout HUNDRED = CifarLayout.CIFAR_100;

  @TempDir private Path temp;

  private Path folder() throws IOException {
    return CifarFixture.folder(temp.resolve("set"), TEN, 4);
  }

  private static CifarReader.Contents read(Path place) {
    return CifarReader.read(TEN, place, "class");
  }

  @Test
  void trainingFiles_areJoinedInTheirOrder() throws IOException {
    CifarReader.Contents contents = read(folder());
    assertEquals(20, contents.train().size());
    for (int i = 0; i < 20; i++) {
      assertEquals((i / 4 + i % 4) % 10, contents.train().label(i), "label of image " + i);
    }
  }

  @Test
  void pixels_areTheBytesAfterTheLabel() throws IOException {
    CifarReader.Contents contents = read(folder());
    byte[] file = CifarFixture.file(TEN, 4, 5);
    byte[] third = Arrays.copyOfRange(file, 2 * 3073 + 1, 3 * 3073);
    assertArrayEquals(third, contents.test().image(2));
  }

  @Test
  void archive_readsAsTheFolderDoes() throws IOException {
    Path archive = CifarFixture.archive(folder(), TEN, temp.resolve("set.tar.gz"));
    assertSame(read(folder()), read(archive));
  }

  @Test
  void folderAroundTheFiles_isFoundToo() throws IOException {
    Path inner = CifarFixture.folder(temp.resolve(TEN.folderName()), TEN, 2);
    assertSame(read(inner), read(temp));
  }

  @Test
  void folderAroundTheArchive_isFoundToo() throws IOException {
    CifarFixture.archive(folder(), TEN, temp.resolve(TEN.archiveName()));
    assertSame(read(folder()), read(temp));
  }

  /** Files of other editions; the first part is the layout that is asked for. */
  @ParameterizedTest
  @CsvSource({
    "CIFAR_10, data_batch_1, Python's edition of CIFAR-10, cifar-10-binary.tar.gz",
    "CIFAR_10, cifar-10-batches-py/test_batch, Python's edition of CIFAR-10, fetch cifar10.",
    "CIFAR_10, cifar-10-python.tar.gz, Python's edition of CIFAR-10, fetch cifar10.",
    "CIFAR_10, test_batch.mat, Matlab's edition of CIFAR-10, fetch cifar10.",
    "CIFAR_10, cifar-10-batches-mat/data_batch_1.mat, Matlab's edition, fetch cifar10.",
    "CIFAR_10, cifar-100-python/train, Python's edition of CIFAR-100, fetch cifar100.",
    "CIFAR_100, train, Python's edition of CIFAR-100, cifar-100-binary.tar.gz",
    "CIFAR_100, cifar-100-python/test, Python's edition of CIFAR-100, fetch cifar100.",
    "CIFAR_100, train.mat, Matlab's edition of CIFAR-100, fetch cifar100.",
    "CIFAR_100, train/cats/0.png, lacks test.bin, fetch cifar100"
  })
  void otherEditions_areToldFromTheBinaryOne(
      CifarLayout layout, String file, String what, String remedy) throws IOException {
    Path place = Files.createDirectories(temp.resolve("theirs"));
    Files.createDirectories(place.resolve(file).getParent());
    Files.write(place.resolve(file), new byte[] {(byte) 0x80, 2, '.'});
    String label = layout.labels().get(0).name();
    String refusal =
        assertThrows(DataException.class, () -> CifarReader.read(layout, place, label))
            .getMessage();
    assertTrue(refusal.startsWith(place + " ") && refusal.contains(what), refusal);
    assertTrue(refusal.contains(remedy) && refusal.lines().count() == 1, refusal);
  }

  private static void assertSame(CifarReader.Contents expected, CifarReader.Contents actual) {
    assertEquals(expected.train().size(), actual.train().size());
    for (int i = 0; i < expected.train().size(); i++) {
      assertArrayEquals(expected.train().image(i), actual.train().image(i));
    }
    assertEquals(expected.classNames(), actual.classNames());
  }

  @Test
  void classNames_areTheFilesOwn() throws IOException {
    Path folder = folder();
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    Files.write(folder.resolve("batches.meta.txt"), names);
    assertEquals(names, read(folder).classNames());
  }

  @Test
  void classNames_withoutTheirFile_areTheStandardOnes() throws IOException {
    Path folder = folder();
    Files.delete(folder.resolve("batches.meta.txt"));
    assertEquals("airplane", read(folder).classNames().get(0));
  }

  @Test
  void cifar100_givesFineOrCoarseLabels() throws IOException {
    Path folder = CifarFixture.folder(temp.resolve("hundred"), HUNDRED, 60);
    CifarReader.Contents fine = CifarReader.read(HUNDRED, folder, "fine");
    CifarReader.Contents coarse = CifarReader.read(HUNDRED, folder, "coarse");
    assertEquals(100, fine.classNames().size());
    assertEquals(20, coarse.classNames().size());
    assertEquals(50, fine.train().label(50));
    assertEquals(10, coarse.train().label(50));
  }

  /** One way to damage a data set, and what the error has to say. */
  private record Damage(String name, Action action, List<String> says) {
    @FunctionalInterface
    interface Action {
      Path to(Path folder) throws IOException;
    }
  }

  private static Path cut(Path folder, String file, int bytes) throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve(file));
    Files.write(folder.resolve(file), Arrays.copyOf(content, content.length - bytes));
    return folder;
  }

  private static final List<Damage> DAMAGES =
      List.of(
          new Damage(
              "truncatedFile_saysItsLengthAndWhatToDo",
              folder -> cut(folder, "data_batch_3.bin", 241),
              List.of(
                  "data_batch_3.bin: 12,051 bytes is not a whole number of 3,073-byte records; the"
                      + " file looks truncated (re-download: tools/ash data fetch cifar10).")),
          new Damage(
              "recordsOfTheOtherSet_areRecognized",
              folder -> {
                Files.write(folder.resolve("data_batch_2.bin"), CifarFixture.file(HUNDRED, 4, 0));
                return folder;
              },
              List.of("data_batch_2.bin", "3,074-byte records of CIFAR-100", "cifar100:")),
          new Damage(
              "labelOutOfRange_saysFileRecordAndValue",
              folder -> {
                byte[] content = Files.readAllBytes(folder.resolve("data_batch_4.bin"));
                content[2 * 3073] = (byte) 200;
                Files.write(folder.resolve("data_batch_4.bin"), content);
                return folder;
              },
              List.of("data_batch_4.bin: record 2 has class label 200", "0 to 9")),
          new Damage(
              "emptyFile_isSaidToBeEmpty",
              folder -> cut(folder, "test_batch.bin", 4 * 3073),
              List.of("test_batch.bin is empty")),
          new Damage(
              "emptyFolder_saysWhatBelongsThere",
              folder -> Files.createDirectory(folder.resolve("nothing")),
              List.of("nothing is empty", "data_batch_1.bin", "tools/ash data fetch cifar10")),
          new Damage(
              "missingFile_isNamed",
              folder -> {
                Files.delete(folder.resolve("data_batch_5.bin"));
                return folder;
              },
              List.of("lacks data_batch_5.bin")),
          new Damage(
              "missingFolder_saysHowToGetIt",
              folder -> folder.resolve("elsewhere"),
              List.of("elsewhere is not there", "tools/ash data fetch cifar10")),
          new Damage(
              "folderOfTheOtherSet_isRecognized",
              folder -> CifarFixture.folder(folder.resolve("hundred"), HUNDRED, 2),
              List.of("holds CIFAR-100, not CIFAR-10", "cifar100:")),
          new Damage(
              "fileThatIsNoArchive_isSaidToBeNone",
              folder -> folder.resolve("data_batch_1.bin"),
              List.of("data_batch_1.bin is not a tar.gz archive")),
          new Damage(
              "truncatedArchive_isSaidToBeTruncated",
              folder -> {
                Path archive = CifarFixture.archive(folder, TEN, folder.resolve("set.tar.gz"));
                return cut(folder, "set.tar.gz", (int) (Files.size(archive) / 2))
                    .resolve("set.tar.gz");
              },
              List.of("set.tar.gz", "truncated", "tools/ash data fetch cifar10")),
          new Damage(
              "archiveWithoutTheFiles_namesThem",
              folder -> {
                Files.delete(folder.resolve("test_batch.bin"));
                return CifarFixture.archive(folder, TEN, folder.resolve("set.tar.gz"));
              },
              List.of("set.tar.gz lacks test_batch.bin")),
          new Damage(
              "listOfNamesOfAnotherLength_isRefused",
              folder -> {
                Files.write(folder.resolve("batches.meta.txt"), List.of("cat", "dog"));
                return folder;
              },
              List.of("batches.meta.txt: 2 class names")));

  @TestFactory
  Stream<DynamicTest> damage_isExplainedInOneLine() {
    return DAMAGES.stream()
        .map(
            damage ->
                DynamicTest.dynamicTest(
                    damage.name(),
                    () -> {
                      Path root = Files.createTempDirectory(temp, "damage");
                      Path folder = CifarFixture.folder(root, TEN, 4);
                      Path place = damage.action().to(folder);
                      DataException e = assertThrows(DataException.class, () -> read(place));
                      assertFalse(e.getMessage().contains("\n"), e.getMessage());
                      for (String part : damage.says()) {
                        assertTrue(e.getMessage().contains(part), e.getMessage());
                      }
                    }));
  }

  @Test
  void unknownLabels_areListed() throws IOException {
    Path folder = folder();
    DataException e =
        assertThrows(DataException.class, () -> CifarReader.read(HUNDRED, folder, "medium"));
    assertEquals("CIFAR-100 has no labels 'medium'; it has coarse and fine.", e.getMessage());
  }
}
