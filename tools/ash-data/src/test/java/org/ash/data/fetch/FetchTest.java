package org.ash.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.ash.data.DataException;
import org.ash.data.Progress;
import org.ash.data.fetch.ArchiveServer.Manner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FetchTest {
  /** Long enough for a busy machine, where the server is meant to answer. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** Where it is meant not to. */
  private static final Duration SHORT_SILENCE = Duration.ofSeconds(2);

  private static final int BYTES = 300_000;

  @TempDir private Path temp;
  private final byte[] content = new byte[BYTES];
  private String md5;
  private String sha256;
  private Path folder;
  private Path file;
  private Path part;

  @BeforeEach
  void makeContent() throws IOException {
    new Random(1).nextBytes(content);
    Checksums sums = Checksums.of(Files.write(temp.resolve("original"), content));
    md5 = sums.md5();
    sha256 = sums.sha256();
    folder = temp.resolve("cache");
    file = folder.resolve("set.tar.gz");
    part = folder.resolve("set.tar.gz.part");
  }

  private PublishedArchive archive(URI uri) {
    return new PublishedArchive("set", "set.tar.gz", uri, md5);
  }

  private Fetch.Result fetch(ArchiveServer server) {
    return Fetch.run(archive(server.uri()), folder, SILENCE, Progress.NONE);
  }

  private DataException failure(ArchiveServer server) {
    return failure(server, SILENCE);
  }

  private DataException failure(ArchiveServer server, Duration silence) {
    DataException e =
        assertThrows(
            DataException.class,
            () -> Fetch.run(archive(server.uri()), folder, silence, Progress.NONE));
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertFalse(Files.exists(file), "nothing has the archive's name");
    return e;
  }

  @Test
  void download_isTheContent_withItsSumBeside() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      Fetch.Result result = fetch(server);
      assertTrue(result.downloaded());
      assertEquals(sha256, result.sha256());
      assertArrayEquals(content, Files.readAllBytes(file));
      assertEquals(
          sha256 + "  set.tar.gz\n", Files.readString(folder.resolve("set.tar.gz.sha256")));
      try (var left = Files.list(folder)) {
        assertEquals(2, left.count(), "files in the folder");
      }
    }
  }

  @Test
  void progress_endsAtTheLength() throws IOException {
    AtomicLong done = new AtomicLong();
    AtomicLong total = new AtomicLong();
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      Fetch.run(
          archive(server.uri()),
          folder,
          SILENCE,
          (bytes, all) -> {
            done.set(bytes);
            total.set(all);
          });
    }
    assertEquals(BYTES, done.get());
    assertEquals(BYTES, total.get());
  }

  @Test
  void fileThatIsThere_isNotDownloadedAgain() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      fetch(server);
      Fetch.Result second = fetch(server);
      assertFalse(second.downloaded());
      assertEquals(List.of(""), server.ranges());
    }
  }

  @Test
  void fileThatWasPutThereByHand_isCheckedAndRecorded() throws IOException {
    Files.createDirectories(folder);
    Files.write(file, content);
    Fetch.run(archive(URI.create("http://127.0.0.1:1/")), folder, SILENCE, Progress.NONE);
    assertTrue(Files.readString(folder.resolve("set.tar.gz.sha256")).startsWith(sha256));
  }

  @Test
  void fileThatChanged_isNoticed() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      fetch(server);
      Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
      DataException e = assertThrows(DataException.class, () -> fetch(server));
      assertTrue(e.getMessage().contains("has changed since it was downloaded"), e.getMessage());
    }
  }

  @Test
  void interruptedDownload_isResumedWhereItBrokeOff() throws IOException {
    Files.createDirectories(folder);
    Files.write(part, Arrays.copyOf(content, 123_456));
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      assertTrue(fetch(server).downloaded());
      assertEquals(List.of("bytes=123456-"), server.ranges());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void connectionThatBreaksOff_isTakenUpAgainWhileItBringsSomething() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.BREAKING_OFF)) {
      assertTrue(fetch(server).downloaded());
      assertEquals(List.of("", "bytes=100000-", "bytes=200000-"), server.ranges());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void connectionThatBringsNothing_isAnError() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.BREAKING_OFF_AT_ONCE)) {
      DataException e = failure(server);
      assertTrue(e.getMessage().contains("cannot be downloaded"), e.getMessage());
      assertEquals(1, server.ranges().size());
    }
  }

  @Test
  void serverWithoutRanges_sendsTheWholeFileAgain() throws IOException {
    Files.createDirectories(folder);
    Files.write(part, new byte[BYTES + 1_000]);
    try (ArchiveServer server = new ArchiveServer(content, Manner.WITHOUT_RANGES)) {
      assertTrue(fetch(server).downloaded());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void completePart_isTakenAsItIs() throws IOException {
    Files.createDirectories(folder);
    Files.write(part, content);
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      assertTrue(fetch(server).downloaded());
      assertEquals(1, server.ranges().size());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void partWithWrongBytes_isDownloadedFromTheBeginning() throws IOException {
    Files.createDirectories(folder);
    Files.write(part, new byte[5_000]);
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      assertTrue(fetch(server).downloaded());
      assertEquals(List.of("bytes=5000-", ""), server.ranges());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void contentWithAnotherSum_isNotKept() throws IOException {
    byte[] other = content.clone();
    other[1_000] ^= 1;
    try (ArchiveServer server = new ArchiveServer(other, Manner.GOOD)) {
      DataException e = failure(server);
      assertTrue(e.getMessage().contains("is not the published set"), e.getMessage());
      assertTrue(e.getMessage().contains(md5), e.getMessage());
      try (var left = Files.list(folder)) {
        assertEquals(List.of(), left.toList(), "files in the folder");
      }
    }
  }

  @Test
  void silentServer_isGivenUp() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.SILENT)) {
      DataException e = failure(server, SHORT_SILENCE);
      assertTrue(e.getMessage().contains("no answer for 2.0 s"), e.getMessage());
    }
  }

  @Test
  void serverThatFallsSilent_isGivenUp_andWhatCameIsKept() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.FALLING_SILENT)) {
      DataException e = failure(server, SHORT_SILENCE);
      assertTrue(e.getMessage().contains("100,000 bytes are kept"), e.getMessage());
      server.behave(Manner.GOOD);
      assertTrue(fetch(server).downloaded());
      assertEquals(List.of("", "bytes=100000-"), server.ranges());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void missingFile_tellsTheStatus() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.NOT_FOUND)) {
      assertTrue(failure(server).getMessage().contains("status 404"));
    }
  }

  @Test
  void hostThatRefuses_isAnError() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/set.tar.gz");
    DataException e =
        assertThrows(
            DataException.class, () -> Fetch.run(archive(nobody), folder, SILENCE, Progress.NONE));
    assertTrue(e.getMessage().contains("refuses the connection"), e.getMessage());
  }

  @Test
  void unknownHost_isAnError() {
    URI nowhere = URI.create("http://host.invalid/set.tar.gz");
    DataException e =
        assertThrows(
            DataException.class,
            () -> Fetch.run(archive(nowhere), folder, Fetch.SILENCE, Progress.NONE));
    assertTrue(e.getMessage().contains("cannot be downloaded"), e.getMessage());
  }

  @Test
  void secondDownloader_isSentAway() throws IOException {
    Files.createDirectories(folder);
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD);
        FileChannel channel =
            FileChannel.open(
                folder.resolve("set.tar.gz.part.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      assertTrue(failure(server).getMessage().contains("by another process"));
    }
  }

  @Test
  void unknownName_isAnsweredWithTheNearest() {
    DataException e = assertThrows(DataException.class, () -> PublishedArchive.named("cifar-10"));
    assertTrue(e.getMessage().contains("Did you mean 'cifar10'"), e.getMessage());
  }

  @Test
  void publishedArchives_areWhereTheirAuthorsPutThem() {
    assertEquals(
        URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
        PublishedArchive.named("cifar10").source());
  }
}
