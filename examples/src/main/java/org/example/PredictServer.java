package org.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.ash.data.DataException;

/**
 * Answers {@code POST /predict} with an image's classes: {@code curl --data-binary @cat.jpg
 * localhost:8080/predict}.
 */
public final class PredictServer implements AutoCloseable {
  private static final int MOST_BYTES = 20 << 20;

  private final HttpServer server;
  private final Classifier classifier;

  private PredictServer(HttpServer server, Classifier classifier) {
    this.server = server;
    this.classifier = classifier;
  }

  /** Starts on this machine's own address; port 0 takes a free one. */
  public static PredictServer start(Path model, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    PredictServer started = new PredictServer(server, new Classifier(model));
    server.createContext("/predict", started::answer);
    server.setExecutor(ForkJoinPool.commonPool());
    server.start();
    return started;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] image = exchange.getRequestBody().readNBytes(MOST_BYTES);
      try {
        reply(exchange, 200, json(classifier.classify(image)));
      } catch (DataException e) {
        reply(exchange, 400, "\"" + e.getMessage().replaceAll("[\"\\\\]", "'") + "\"");
      }
    }
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String json(Map<String, Double> probabilities) {
    return probabilities.entrySet().stream()
        .map(one -> String.format(Locale.ROOT, "\"%s\":%.4f", one.getKey(), one.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Takes no more requests, and lets go of the engine's memory. */
  @Override
  public void close() {
    server.stop(1);
    classifier.close();
  }

  public static void main(String[] args) throws Exception {
    PredictServer server = start(Path.of(args[0]), 8080);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println("POST an image to http://localhost:" + server.port() + "/predict");
  }
}
