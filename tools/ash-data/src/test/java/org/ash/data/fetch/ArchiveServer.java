package org.ash.data.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web server on this machine that gives one file, well or badly. */
final class ArchiveServer implements AutoCloseable {

  /** How the server behaves. */
  enum Manner {
    /** As it should, with ranges. */
    GOOD,
    /** Gives whole files only. */
    WITHOUT_RANGES,
    /** Breaks each connection off after a third of the file. */
    BREAKING_OFF,
    /** Breaks the connection off before the first byte of the file. */
    BREAKING_OFF_AT_ONCE,
    /** Takes the request and never answers. */
    SILENT,
    /** Gives a third of the file and falls silent. */
    FALLING_SILENT,
    /** Answers 404. */
    NOT_FOUND,
    /** Answers 403. */
    FORBIDDEN,
    /** Answers 503. */
    BUSY,
    /** Answers 500. */
    SERVER_ERROR,
    /** Answers 407 unless asked with the name "me" and the password "pa:ss". */
    PROXY_WANTS_PASSWORD,
    /** Answers with a page to log in. */
    PORTAL,
    /** The same without saying what it is or how long. */
    PORTAL_WITHOUT_TYPE,
    /** Gives a file of another length. */
    OTHER_LENGTH,
    /** Gives the file, and then goes on for ever. */
    ENDLESS,
    /** Gives a byte now and then. */
    TRICKLING,
    /** Answers with the file's beginning when asked for its rest. */
    OTHER_RANGE,
    /** Says that the rest is that of a longer file. */
    RANGE_OF_ANOTHER_FILE,
    /** Has no rest. */
    RANGE_NOT_SATISFIABLE
  }

  private static final byte[] PAGE =
      "<html>Please log in to the guest network</html>".getBytes(UTF_8);

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final byte[] content;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private volatile Manner manner;

  ArchiveServer(byte[] content, Manner manner) throws IOException {
    this.content = content.clone();
    this.manner = manner;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  URI uri() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort() + "/set.tar.gz");
  }

  void behave(Manner next) {
    manner = next;
  }

  /** The ranges asked for, "" for the whole file, in order. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    try (exchange) {
      switch (manner) {
        case SILENT -> awaitClose();
        case NOT_FOUND -> exchange.sendResponseHeaders(404, -1);
        case FORBIDDEN -> exchange.sendResponseHeaders(403, -1);
        case BUSY -> exchange.sendResponseHeaders(503, -1);
        case SERVER_ERROR -> exchange.sendResponseHeaders(500, -1);
        case PROXY_WANTS_PASSWORD -> {
          String basic = "Basic " + Base64.getEncoder().encodeToString("me:pa:ss".getBytes(UTF_8));
          if (basic.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
            give(exchange, range);
          } else {
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
            exchange.sendResponseHeaders(407, -1);
          }
        }
        case PORTAL -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          send(exchange, PAGE.length);
        }
        case PORTAL_WITHOUT_TYPE -> send(exchange, 0);
        case OTHER_LENGTH -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(content, 0, 1_000);
        }
        case ENDLESS -> {
          exchange.sendResponseHeaders(200, 0);
          while (closed.getCount() > 0) {
            exchange.getResponseBody().write(content);
          }
        }
        case TRICKLING -> trickle(exchange);
        case OTHER_RANGE -> give(exchange, range, "bytes 0-%d/%d");
        case RANGE_OF_ANOTHER_FILE -> give(exchange, range, "bytes 123456-%d/9%d");
        case RANGE_NOT_SATISFIABLE -> {
          if (range == null) {
            give(exchange, null);
          } else {
            exchange.sendResponseHeaders(416, -1);
          }
        }
        default -> give(exchange, manner == Manner.WITHOUT_RANGES ? null : range);
      }
    }
  }

  private static void send(HttpExchange exchange, int length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    exchange.getResponseBody().write(PAGE);
  }

  private void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    for (byte one : content) {
      exchange.getResponseBody().write(one);
      exchange.getResponseBody().flush();
      try {
        if (closed.await(50, TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The whole file, said to be a range. */
  private void give(HttpExchange exchange, String range, String said) throws IOException {
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", String.format(said, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length);
    exchange.getResponseBody().write(content);
  }

  private void give(HttpExchange exchange, String range) throws IOException {
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    if (from >= content.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    OutputStream body = exchange.getResponseBody();
    int count =
        switch (manner) {
          case BREAKING_OFF, FALLING_SILENT -> Math.min(content.length - from, content.length / 3);
          case BREAKING_OFF_AT_ONCE -> 0;
          default -> content.length - from;
        };
    body.write(content, from, count);
    body.flush();
    if (manner == Manner.FALLING_SILENT) {
      awaitClose();
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}
