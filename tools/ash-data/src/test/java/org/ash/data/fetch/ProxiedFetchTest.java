package org.ash.data.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.ash.data.DataException;
import org.ash.data.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proxies answer in place of the server: to https, too, where they open no way to it. */
@Timeout(60)
final class ProxiedFetchTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), 1);

  private static final byte[] BEGUN = {0x1f, 1, 2};

  @TempDir private Path folder;

  /** Gives every request the same answer. */
  private static final class OneAnswer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    private volatile String asked = "";

    OneAnswer(String status) throws IOException {
      String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      Thread thread = new Thread(() -> serve(answer.getBytes(US_ASCII)), "one-answer");
      thread.setDaemon(true);
      thread.start();
    }

    /** The latest request. */
    String asked() {
      return asked;
    }

    String place() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve(byte[] answer) {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          byte[] request = new byte[8_192];
          int got = connection.getInputStream().read(request);
          if (got > 0) {
            asked = new String(request, 0, got, US_ASCII);
            connection.getOutputStream().write(answer);
          }
        } catch (IOException e) {
          // Closed by either side: the next one, if there is any.
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static PublishedArchive archive(String scheme) {
    URI source = URI.create(scheme + "://archive.invalid/set.tar.gz");
    return new PublishedArchive("set", "set.tar.gz", source, 1_000, "0".repeat(32));
  }

  private IOException refused(String scheme, String proxy) throws IOException {
    Path part = Files.write(folder.resolve("set.tar.gz.part"), BEGUN);
    Map<String, String> environment = Map.of(scheme.toUpperCase(Locale.ROOT) + "_PROXY", proxy);
    try (Transfer transfer = new Transfer(PATIENCE, Progress.NONE, environment)) {
      IOException e =
          assertThrows(IOException.class, () -> transfer.run(archive(scheme), part, false));
      assertArrayEquals(BEGUN, Files.readAllBytes(part));
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https |          | 407 Who             | status 407: the proxy asks for a name and a password
          https |          | 403 No              | the proxy answered with status 403
          https |          | 502 Bad Gateway     | the proxy answered with status 502: it failed
          https |          | 511 Log In          | status 511: the network wants you to log in
          https |          | 302 Found           | the proxy answered with status 302
          https | me:bad@  | 407 Who             | status 407
          https | me:bad@  | 403 No              | the proxy answered with status 403
          http  |          | 407 Who             | status 407: the proxy asks for a name and a password
          http  |          | 511 Log In          | status 511: the network wants you to log in
          http  | me:bad@  | 407 Who             | status 407
          """)
  void answerOfProxy_isTold_andThePartIsKept(String scheme, String user, String status, String says)
      throws IOException {
    try (OneAnswer proxy = new OneAnswer(status)) {
      String name = user == null ? "" : user;
      IOException e = refused(scheme, "http://" + name + proxy.place());
      assertTrue(e.getMessage().contains(says), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"http", "https"})
  void wrongPassword_isSaidToBeThat(String scheme) throws IOException {
    try (OneAnswer proxy = new OneAnswer("407 Who\r\nProxy-Authenticate: Basic realm=\"p\"")) {
      IOException e = refused(scheme, "http://me:bad@" + proxy.place());
      assertTrue(e.getMessage().contains("does not take the name and password"), e.getMessage());
      assertFalse(e.getMessage().contains("bad"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"http", "https"})
  void password_isSentToTheProxy(String scheme) throws IOException {
    try (OneAnswer proxy = new OneAnswer("502 Bad Gateway")) {
      refused(scheme, "http://me:pa%3Ass@" + proxy.place());
      // Base64 of me:pa:ss.
      assertTrue(proxy.asked().contains("Proxy-Authorization: Basic bWU6cGE6c3M="), proxy.asked());
    }
  }

  @Test
  void serverThatWantsPassword_isNotTakenForTheProxy() throws IOException {
    try (OneAnswer proxy = new OneAnswer("401 Who\r\nWWW-Authenticate: Basic realm=\"s\"")) {
      IOException e = refused("http", "http://me:good@" + proxy.place());
      assertTrue(e.getMessage().contains("the server answered with status 401"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:1", "nobody.invalid:3128"})
  void proxyThatIsNotThere_isNamed(String place) throws IOException {
    IOException e = refused("https", "http://" + place);
    assertTrue(
        e.getMessage().contains("the proxy " + place + " cannot be reached"), e.getMessage());
  }

  /** The whole way, with the proxy that Java's own settings name. */
  @Test
  void fetchThroughProxyThatRefuses_isAnErrorOfTheProxy_notOfTheDisk() throws IOException {
    Path part = Files.write(folder.resolve("set.tar.gz.part"), BEGUN);
    try (OneAnswer proxy = new OneAnswer("407 Who")) {
      System.setProperty("https.proxyHost", "127.0.0.1");
      System.setProperty("https.proxyPort", proxy.place().replaceFirst(".*:", ""));
      String kept = failure();
      assertTrue(kept.contains("status 407") && kept.contains("3 bytes are kept"), kept);
      assertArrayEquals(BEGUN, Files.readAllBytes(part));
      Files.delete(part);
      String fresh = failure();
      assertTrue(fresh.contains("status 407") && !fresh.contains("no such file"), fresh);
      assertEquals(1, fresh.lines().count());
    } finally {
      System.clearProperty("https.proxyHost");
      System.clearProperty("https.proxyPort");
    }
  }

  private String failure() {
    return assertThrows(
            DataException.class, () -> Fetch.run(archive("https"), folder, PATIENCE, Progress.NONE))
        .getMessage();
  }
}
