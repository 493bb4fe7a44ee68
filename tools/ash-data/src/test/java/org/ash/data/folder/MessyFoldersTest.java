package org.ash.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders and lists as people have them; nothing in the image files is read. */
final class MessyFoldersTest {
  @TempDir Path root;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private ImageFolders find() {
    return ImageFolders.find(root, Optional.empty());
  }

  private String refusal() {
    return assertThrows(DataException.class, this::find).getMessage();
  }

  private List<Integer> testLabels() {
    ImageFiles test = find().test();
    return IntStream.range(0, test.size()).map(test::label).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".ipynb_checkpoints/0.png",
        ".git/x.png",
        "__MACOSX/._0.png",
        "@eaDir/0.png",
        "lost+found/0.png",
        "$RECYCLE.BIN/0.png",
        "cats/.hidden/0.png",
        "cats/._0.png",
        "cats/Thumbs.db",
        "cats/DESKTOP.INI",
        ".DS_Store"
      })
  void hiddenAndSystemEntries_areNoClassesAndNoImages(String entry) throws IOException {
    files("train/cats/0.png", "train/dogs/0.png", "val/cats/0.png", "val/dogs/0.png");
    files("train/" + entry, "val/" + entry);
    ImageFolders found = find();
    assertEquals(List.of("cats", "dogs"), found.classNames());
    assertEquals(List.of(1, 1), found.train().histogram());
    assertEquals(2, found.notes().size(), found.notes()::toString);
    assertTrue(found.notes().get(0).contains("1 hidden or the system's own"));
  }

  @Test
  void whatIsLeftOut_isCountedByKind() throws IOException {
    files("train/cats/0.png", "train/dogs/0.png", "val/cats/0.png", "val/dogs/0.png");
    files("train/cats/a.txt", "train/cats/b.TXT", "train/dogs/c.heic", "train/dogs/README");
    files("train/labels.csv");
    assertEquals(
        List.of(
            root.resolve("train")
                + ": 5 entries were left out: 1 .heic, 2 .txt, 1 beside the folders of classes, 1"
                + " without an ending. Image files are JPEG (jpg, jpeg, jpe, jfif), PNG, GIF, BMP,"
                + " TIFF (tif, tiff) or WebP."),
        find().notes());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // links need rights there
  void nestedFolders_areWalked_throughLinks_onceEach() throws IOException {
    files("train/cats/0.png", "train/cats/more/1.png", "train/cats/more/deep/2.jpeg");
    files("train/dogs/only/3.png", "val/cats/a/0.png", "val/dogs/0.png", "other/4.png");
    Files.createSymbolicLink(root.resolve("train/cats/loop"), root.resolve("train/cats"));
    Files.createSymbolicLink(root.resolve("train/dogs/linked"), root.resolve("other"));
    assertEquals(List.of(3, 2), find().train().histogram());
  }

  @Test
  void numbersThatAreNamesOfFolders_areTakenForTheNames_andThatIsTold() throws IOException {
    for (int i = 0; i < 12; i++) {
      files("train/" + i + "/0.png");
    }
    files("val/a.png", "val/b.png", "val/c.png");
    Files.writeString(root.resolve("val.txt"), "a.png 2\nb.png 10\nc.png 1\n");
    // Folders sort as texts: 0, 1, 10, 11, 2, ...
    assertEquals(List.of(4, 2, 1), testLabels());
    assertTrue(find().notes().get(0).contains("they were taken for the names"));
  }

  @Test
  void foldersNamedFromOne_areTheirOwnNumbers() throws IOException {
    files("train/1/0.png", "train/2/0.png", "train/3/0.png", "val/a.png", "val/b.png");
    Files.writeString(root.resolve("val.txt"), "a.png 3\nb.png 1\n");
    assertEquals(List.of(2, 0), testLabels());
    Files.writeString(root.resolve("val.txt"), "a.png 0\nb.png 1\n");
    assertEquals(List.of(0, 0), testLabels(), "no folder is named 0");
  }

  /** Lines of a list over the files and classes below, and the label of the first file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1.png cats|0",
        "1.png\tdogs|1",
        "1.png   dogs  |1",
        "1.png,1|1",
        "1.png;golden retriever|2",
        "1.png golden retriever|2",
        "photo 2.png 1|1",
        "photo 2.png golden retriever|2",
        "\"photo 2.png\",\"golden retriever\"|2",
        "sub\\3.png 0|0",
        "sub/3.png 0,|0",
      })
  void line_isReadAsItMustBeMeant(String line, int label) throws IOException {
    files("train/cats/0.png", "train/dogs/0.png", "train/golden retriever/0.png");
    files("val/1.png", "val/photo 2.png", "val/sub/3.png");
    Files.writeString(root.resolve("val.txt"), line.replace("\\t", "\t") + "\n");
    assertEquals(List.of(label), testLabels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
  void encodings_areSeen(String name) throws IOException {
    files("train/Bär/0.png", "train/Kühe/0.png", "val/größe.png");
    String mark = name.equals("ISO-8859-1") || name.equals("UTF-16") ? "" : "\ufeff";
    Files.writeString(root.resolve("val.txt"), mark + "größe.png Kühe\r\n", Charset.forName(name));
    Files.writeString(
        root.resolve("wnids.txt"), mark + "Kühe\r\nBär der Bär\r\n", Charset.forName(name));
    assertEquals(List.of("Kühe", "Bär der Bär"), find().classNames());
    assertEquals(List.of(0), testLabels());
  }

  @Test
  void sixteenBitsWithoutAMark_areNamed_withTheRemedy() throws IOException {
    files("train/a/0.png", "train/b/0.png", "val/1.png");
    Files.writeString(root.resolve("val.txt"), "1.png 0\n", StandardCharsets.UTF_16LE);
    assertTrue(refusal().contains("val.txt, line 1: "), refusal());
    assertTrue(refusal().contains("save it as UTF-8"), refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.png 0;1.png 1|line 2: 1.png is listed before as of class cats",
        "1.png 7|line 1: '1.png 7' is not a file and its class",
        "gone.png 1|line 1: 'gone.png 1' names gone.png, which is not in",
        "1.png|line 1: '1.png' is not a file and its class",
        "1\u0000.png 0|it holds zero bytes",
      })
  void linesThatCannotBeRead_areNamed(String lines, String complaint) throws IOException {
    files("train/cats/0.png", "train/dogs/0.png", "val/1.png");
    String text = lines.replace(";", "\n").replace("\\u0000", "\0");
    Files.writeString(root.resolve("val.txt"), text + "\n");
    assertTrue(refusal().contains(complaint), refusal());
  }

  @Test
  void headerCommentsAndRepetitions_areNoEntries() throws IOException {
    files("train/cats/0.png", "train/dogs/0.png", "val/1.png", "val/2.png");
    Files.writeString(
        root.resolve("val.txt"), "filename,label\n# made by hand\n1.png,1\n1.png,1\n2.png,0\n");
    Files.writeString(root.resolve("wnids.txt"), "# classes\n0 cats Katze\n1 dogs Hund\n");
    assertEquals(List.of(1, 0), testLabels());
    assertEquals(List.of("cats Katze", "dogs Hund"), find().classNames());
  }

  @Test
  void classWithSpaces_isListedByItsWholeName() throws IOException {
    files("train/golden retriever/0.png", "train/cats/0.png", "val/1.png");
    Files.writeString(root.resolve("wnids.txt"), "golden retriever\ncats\tKatze\n");
    Files.writeString(root.resolve("val.txt"), "1.png golden retriever\n");
    assertEquals(List.of("golden retriever", "cats Katze"), find().classNames());
    assertEquals(List.of(0), testLabels());
  }

  @Test
  void classLineWithTwoReadings_isRefused() throws IOException {
    files("train/0/0.png", "train/cats/0.png", "val/1.png");
    Files.writeString(root.resolve("wnids.txt"), "0 cats\ncats\n");
    assertTrue(refusal().contains("line 1: '0 cats' may mean 0 or cats"), refusal());
  }

  @Test
  void namesThatLookTheSame_areRefused() throws IOException {
    files("train/caf\u00e9/0.png", "train/cafe\u0301/0.png", "val/1.png");
    assertTrue(refusal().contains("written with other code points"), refusal());
  }
}
