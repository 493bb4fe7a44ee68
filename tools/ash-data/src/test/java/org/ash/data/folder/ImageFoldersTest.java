package org.ash.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ash.data.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFoldersTest {
  @TempDir private Path root;

  @BeforeEach
  void make() throws IOException {
    FolderFixture.make(root, 2);
  }

  private ImageFolders find() {
    return ImageFolders.find(root, Optional.empty());
  }

  private String refusal() {
    return assertThrows(DataException.class, this::find).getMessage();
  }

  private void removeValidation() throws IOException {
    for (String id : FolderFixture.CLASSES) {
      for (int i = 100; i < 102; i++) {
        Files.move(
            root.resolve("val/" + id + "/" + i + ".JPEG"),
            root.resolve("val/" + id + "_" + i + ".JPEG"));
      }
      Files.delete(root.resolve("val/" + id));
    }
  }

  @Test
  void classes_areNumberedByTheNamesOfTheirFolders() {
    ImageFolders found = find();
    assertEquals(FolderFixture.CLASSES, found.classNames());
    assertEquals(List.of(2, 2, 2), found.train().histogram());
    assertEquals(List.of(2, 2, 2), found.test().histogram());
    assertEquals("n02", "" + found.train().file(2).getParent().getFileName());
    assertEquals(1, found.train().label(2));
  }

  @Test
  void listOfClasses_givesNumbersAndNames_alsoToThoseWithoutImages() throws IOException {
    Files.writeString(
        root.resolve("wnids.txt"), "0\tn09\ttench\n1\tn03\tgreat shark\n2\tn01\tx\n3\tn02\ty\n");
    ImageFolders found = find();
    assertEquals(List.of("n09 tench", "n03 great shark", "n01 x", "n02 y"), found.classNames());
    assertEquals(List.of(0, 2, 2, 2), found.train().histogram());
  }

  @Test
  void folderOfNoClass_isNamed() throws IOException {
    Files.writeString(root.resolve("wnids.txt"), "n01\nn02\nn33\n");
    assertTrue(refusal().startsWith(root.resolve("train/n03") + " is no class: "), refusal());
    assertTrue(refusal().contains("wnids.txt does not have it"), refusal());
  }

  @Test
  void firstOfEachClass_leavesEveryClassItsFirstFiles() {
    ImageFiles first = find().train().firstOfEachClass(1);
    assertEquals(List.of(1, 1, 1), first.histogram());
    assertEquals(root.resolve("train/n02/000.JPEG"), first.file(1));
    assertEquals(6, find().train().firstOfEachClass(9).size());
  }

  @Test
  void emptyClass_isNamed() throws IOException {
    Path empty = Files.createDirectories(root.resolve("train/n02b"));
    Files.createFile(empty.resolve("notes.txt"));
    assertTrue(refusal().startsWith(empty + " has no images"), refusal());
  }

  @Test
  void emptyClassToJudgeBy_isNamed() throws IOException {
    Path folder = root.resolve("val/n02");
    Files.delete(folder.resolve("100.JPEG"));
    Files.delete(folder.resolve("101.JPEG"));
    assertTrue(refusal().startsWith(folder + " has no images"), refusal());
  }

  @Test
  void list_givesTheClassesOfFlatFiles_byNumberOrName() throws IOException {
    removeValidation();
    Files.writeString(root.resolve("val.txt"), "n01_100.JPEG 0\nn03_101.JPEG n03\n");
    ImageFolders found = find();
    assertEquals(List.of(1, 0, 1), found.test().histogram());
    assertEquals(root.resolve("val/n03_101.JPEG"), found.test().file(1));
  }

  @Test
  void listElsewhere_isTakenWhenItIsNamed() throws IOException {
    Path list = Files.writeString(root.resolve("mine.txt"), "train/n01/000.JPEG n02\n");
    ImageFolders found = ImageFolders.find(root, Optional.of(list));
    assertEquals(List.of(0, 1, 0), found.test().histogram());
  }

  @Test
  void lineWithoutAClass_isNamed() throws IOException {
    removeValidation();
    for (String line : List.of("n01_100.JPEG", "n01_100.JPEG 3", "n01_100.JPEG n04", "a b c")) {
      Files.writeString(root.resolve("val.txt"), line + "\n");
      assertTrue(refusal().contains("val.txt, line 1: '" + line + "' is not a file and its class"));
    }
  }

  @Test
  void listedFileThatIsNotThere_isNamed() throws IOException {
    Files.writeString(root.resolve("val.txt"), "gone.JPEG 0\n");
    assertTrue(
        refusal().contains("val.txt, line 1: 'gone.JPEG 0' names gone.JPEG, which is not in"),
        refusal());
  }

  @Test
  void nothingToJudgeBy_isTold_withBothPlaces() throws IOException {
    Files.move(root.resolve("val"), root.resolve("elsewhere"));
    assertTrue(refusal().contains("neither " + root.resolve("val") + " nor"), refusal());
    Path elsewhere = root.resolve("elsewhere");
    assertEquals(6, ImageFolders.find(root, Optional.of(elsewhere)).test().size());
  }

  @Test
  void folderWithoutTrain_isNamed() {
    DataException refusal =
        assertThrows(
            DataException.class, () -> ImageFolders.find(root.resolve("train"), Optional.empty()));
    assertTrue(refusal.getMessage().contains("has no folder train"), refusal.getMessage());
  }
}
