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
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.ash.data.DataException;
import org.ash.data.Progress;
import org.ash.data.fetch.ArchiveServer.Manner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class FetchTest {
  /** Long enough for a busy machine, where the server is meant to answer. */
  private static final Patience SILENCE = patience(20);

  /** Where it is meant not to. */
  private static final Patience SHORT_SILENCE = patience(2);

  private static final int BYTES = 300_000;

  private static Patience patience(int seconds) {
    return new Patience(Duration.ofSeconds(seconds), Duration.ofMinutes(2), 1);
  }

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
    content[0] = 0x1f;
    content[1] = (byte) 0x8b;
    Checksums sums = Checksums.of(Files.write(temp.resolve("original"), content));
    md5 = sums.md5();
    sha256 = sums.sha256();
    folder = temp.resolve("cache");
    file = folder.resolve("set.tar.gz");
    part = folder.resolve("set.tar.gz.part");
  }

  private PublishedArchive archive(URI uri) {
    return new PublishedArchive("set", "set.tar.gz", uri, BYTES, md5);
  }

  private Fetch.Result fetch(ArchiveServer server) {
    return Fetch.run(archive(server.uri()), folder, SILENCE, Progress.NONE);
  }

  private DataException failure(ArchiveServer server) {
    return failure(server, SILENCE);
  }

  private DataException failure(ArchiveServer server, Patience silence) {
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
      assertEquals(List.of(), server.ranges());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  /** Whatever they send: nothing of it is taken, nothing that is there is lost. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORTAL               | a web page came in place of the file
          PORTAL_WITHOUT_TYPE  | a web page came in place of the file
          OTHER_LENGTH         | what came has 1,000 bytes where 300,000 are published
          NOT_FOUND            | status 404: there is no such file
          FORBIDDEN            | status 403
          PROXY_WANTS_PASSWORD | put them into HTTPS_PROXY, as http://NAME:PASSWORD@HOST:PORT
          BUSY                 | status 503: it is busy; try again later
          SERVER_ERROR         | status 500
          """)
  void otherAnswers_areTold_andThePartIsKept(Manner manner, String says) throws IOException {
    Files.createDirectories(folder);
    byte[] begun = Arrays.copyOf(content, 123_456);
    try (ArchiveServer server = new ArchiveServer(content, manner)) {
      assertTrue(failure(server).getMessage().contains(says), failure(server).getMessage());
      Files.write(part, begun);
      String message = failure(server).getMessage();
      assertTrue(message.contains(says), message);
      assertTrue(message.contains("123,456 bytes are kept"), message);
      assertArrayEquals(begun, Files.readAllBytes(part));
      server.behave(Manner.GOOD);
      assertTrue(fetch(server).downloaded());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void endlessAnswer_isCutAtThePublishedLength() throws IOException {
    try (ArchiveServer server = new ArchiveServer(content, Manner.ENDLESS)) {
      String message = failure(server).getMessage();
      assertTrue(message.contains("more than the 300,000 bytes came"), message);
      assertTrue(Files.size(part) <= BYTES, "on the disk");
    }
  }

  @Test
  void trickle_hasAnEnd() throws IOException {
    Patience little = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(1), 1_000);
    try (ArchiveServer server = new ArchiveServer(content, Manner.TRICKLING)) {
      String message = failure(server, little).getMessage();
      assertTrue(message.contains("bytes came in 1.0 s"), message);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"OTHER_RANGE", "RANGE_OF_ANOTHER_FILE", "RANGE_NOT_SATISFIABLE"})
  void serverThatCannotGoOn_isAskedForTheWholeFile(Manner manner) throws IOException {
    Files.createDirectories(folder);
    Files.write(part, Arrays.copyOf(content, 123_456));
    try (ArchiveServer server = new ArchiveServer(content, manner)) {
      assertTrue(fetch(server).downloaded());
      assertEquals(List.of("bytes=123456-", ""), server.ranges());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void partThatIsTooLong_isDropped() throws IOException {
    Files.createDirectories(folder);
    Files.write(part, new byte[BYTES + 1]);
    try (ArchiveServer server = new ArchiveServer(content, Manner.GOOD)) {
      assertTrue(fetch(server).downloaded());
      assertEquals(List.of(""), server.ranges());
    }
  }

  @Test
  void fileOnTheDisk_isCopied_whenItIsThePublished() throws IOException {
    Path copy = Files.write(temp.resolve("my copy.tar.gz"), content);
    PublishedArchive published = archive(URI.create("http://127.0.0.1:1/"));
    String address = copy.toUri().toString();
    for (String place : List.of(copy.toString(), address, address.replaceFirst("^file", "FILE"))) {
      assertTrue(Fetch.run(published.from(place), folder, SILENCE, Progress.NONE).downloaded());
      assertArrayEquals(content, Files.readAllBytes(file));
      Files.delete(file);
    }
    Files.write(copy, new byte[7]);
    PublishedArchive other = published.from(copy.toString());
    DataException e =
        assertThrows(DataException.class, () -> Fetch.run(other, folder, SILENCE, Progress.NONE));
    assertTrue(e.getMessage().contains("has 7 bytes where 300,000 are published"), e.getMessage());
    PublishedArchive missing = published.from(temp.resolve("none").toString());
    DataException none =
        assertThrows(DataException.class, () -> Fetch.run(missing, folder, SILENCE, Progress.NONE));
    assertTrue(none.getMessage().contains("none is no file"), none.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://mirror.example/a.tar.gz",
        "jar:file:/a.jar!/b",
        "http:/no-host",
        "https://",
        "https:///a.tar.gz",
        "mailto:somebody@mirror.example",
        "file://host/a",
        "file:relative",
        "file:///a.tar.gz?raw=1",
        "FILE:///a.tar.gz#top",
        "file:///a%00b",
        "http://mirror.example:99999/a",
        "http://mirror.example/a b"
      })
  void otherPlaces_areRefusedInALine(String place) {
    PublishedArchive published = archive(URI.create("http://127.0.0.1:1/"));
    DataException e = assertThrows(DataException.class, () -> published.from(place));
    assertTrue(e.getMessage().startsWith("'" + place + "' "), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void proxyOfTheEnvironment_isAsked_withNameAndPassword() throws IOException {
    PublishedArchive archive = archive(URI.create("http://archive.invalid/set.tar.gz"));
    Files.createDirectories(folder);
    try (ArchiveServer proxy = new ArchiveServer(content, Manner.PROXY_WANTS_PASSWORD)) {
      String address = proxy.uri().getAuthority();
      IOException refused =
          assertThrows(IOException.class, () -> transfer(archive, "http://" + address));
      assertTrue(refused.getMessage().contains("HTTPS_PROXY"), refused.getMessage());
      transfer(archive, "http://me:pa%3Ass@" + address);
      assertArrayEquals(content, Files.readAllBytes(part));
    }
  }

  private void transfer(PublishedArchive archive, String proxy) throws IOException {
    try (Transfer transfer = new Transfer(SILENCE, Progress.NONE, Map.of("HTTP_PROXY", proxy))) {
      transfer.run(archive, part, false);
    }
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
            () -> Fetch.run(archive(nowhere), folder, Patience.usual(), Progress.NONE));
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
