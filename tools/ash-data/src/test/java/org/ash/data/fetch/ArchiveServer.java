package org.ash.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
    NOT_FOUND
  }

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
        default -> give(exchange, manner == Manner.WITHOUT_RANGES ? null : range);
      }
    }
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
