package org.ash.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a folder for caches, what is removed, and what is in use. */
final class CachePartTest {
  @TempDir Path folder;

  private Path file(String name, int bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[bytes]);
  }

  @Test
  void parts_areFoundWithTheirSizes_andOthersFilesAreNone() throws IOException {
    file("javacpp/a.jar/linux/liba.so", 100);
    file("javacpp/.lock", 0);
    file("cifar-10-binary.tar.gz", 20);
    file("cifar-10-binary.tar.gz.sha256", 3);
    file("letters/mine.txt", 7);
    List<CachePart> parts = CachePart.in(folder);
    assertEquals(List.of("javacpp", "cifar10"), parts.stream().map(CachePart::name).toList());
    assertEquals(100, parts.get(0).bytes());
    assertEquals(23, parts.get(1).bytes());
    assertTrue(CachePart.NAMES.containsAll(parts.stream().map(CachePart::name).toList()));
  }

  @Test
  void folderThatIsNotThere_hasNoParts() {
    assertEquals(List.of(), CachePart.in(folder.resolve("gone")));
  }

  @Test
  void remove_leavesWhatIsNoPart_andWhatLinksPointTo() throws IOException {
    Path mine = file("letters/mine.txt", 7);
    file("onnxruntime/1/lib.so", 10);
    Files.createSymbolicLink(folder.resolve("onnxruntime/link"), mine.getParent());
    Files.createSymbolicLink(folder.resolve("jna"), mine.getParent());
    for (CachePart part : CachePart.in(folder)) {
      part.remove();
    }
    assertEquals(List.of(), CachePart.in(folder));
    assertTrue(Files.exists(mine));
  }

  @Test
  void openAndMappedFiles_areInUse_untilTheyAreClosed() throws IOException {
    assumeTrue(FilesInUse.isKnown(), "this system does not tell which files are in use");
    Path library = file("javacpp/a.jar/größe/lib a.so", 4096);
    CachePart part = CachePart.in(folder).get(0);
    assertFalse(FilesInUse.now().touch(part));
    try (FileChannel open = FileChannel.open(library)) {
      assertTrue(open.isOpen());
      assertTrue(FilesInUse.now().touch(part));
    }
    assertFalse(FilesInUse.now().touch(part));
    MappedByteBuffer mapped = map(library);
    assertTrue(FilesInUse.now().touch(part), "as a loaded library is");
    assertEquals(4096, mapped.capacity());
  }

  private static MappedByteBuffer map(Path library) throws IOException {
    try (FileChannel open = FileChannel.open(library)) {
      return open.map(MapMode.READ_ONLY, 0, 4096);
    }
  }
}
