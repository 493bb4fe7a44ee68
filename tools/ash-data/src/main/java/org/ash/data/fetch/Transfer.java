package org.ash.data.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ash.data.Progress;

/**
 * One attempt to bring the rest of a file from a web server to the disk. What has arrived stays on
 * the disk whatever happens; silence for too long, at any stage, ends the attempt.
 */
final class Transfer implements AutoCloseable {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final long LOOK_MILLIS = 50;

  private final Duration silence;
  private final Progress progress;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "ash-fetch");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client;
  private volatile long lastSign = System.nanoTime();
  private volatile boolean closed;

  /** The server has answered, but not with the file. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    private Refused(int status) {
      super("the server answered with status " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Nothing has come for too long. */
  static final class Silent extends IOException {
    private static final long serialVersionUID = 1L;

    private Silent(Duration silence) {
      super("no answer for " + silence.toMillis() / 1000.0 + " s");
    }
  }

  /**
   * Ready to go.
   *
   * @param silence longest time without a byte
   * @param progress hears of bytes on the disk
   */
  Transfer(Duration silence, Progress progress) {
    this.silence = silence;
    this.progress = progress;
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .connectTimeout(silence)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  /**
   * Appends to a file what it lacks.
   *
   * @throws IOException when the connection fails or is silent for too long; {@link Refused} when
   *     the server answers with an error
   */
  void run(URI source, Path file) throws IOException {
    long have = Files.exists(file) ? Files.size(file) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(source).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    lastSign = System.nanoTime();
    // On another thread: looking up the host's name may block for longer than is allowed.
    await(executor.submit(() -> client.send(request.build(), info -> receiver(info, file, have))));
  }

  private HttpResponse.BodySubscriber<Path> receiver(
      HttpResponse.ResponseInfo info, Path file, long have) {
    lastSign = System.nanoTime();
    long rest = info.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (info.statusCode() == 206 && have > 0) {
      String range = info.headers().firstValue("Content-Range").orElse("");
      Matcher matched = CONTENT_RANGE.matcher(range);
      if (matched.matches() && Long.parseLong(matched.group(1)) == have) {
        return new Receiver(file, have, rest < 0 ? -1 : have + rest);
      }
    }
    if (info.statusCode() == 200) {
      // The server does not resume: from the beginning.
      return new Receiver(file, 0, rest);
    }
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.discarding(),
        nothing -> {
          throw new UncheckedIOException(new Refused(info.statusCode()));
        });
  }

  private void await(Future<HttpResponse<Path>> answer) throws IOException {
    boolean done = false;
    while (!done) {
      try {
        answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        done = true;
      } catch (TimeoutException e) {
        if (System.nanoTime() - lastSign > silence.toNanos()) {
          throw new Silent(silence);
        }
      } catch (ExecutionException e) {
        throw unwrapped(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static IOException unwrapped(Throwable cause) {
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof Refused refused) {
        return refused;
      }
    }
    return cause instanceof IOException known ? known : new IOException(cause.toString(), cause);
  }

  /** Gives up whatever is still under way. */
  @Override
  public void close() {
    closed = true;
    executor.shutdownNow();
  }

  /** Writes what arrives. */
  private final class Receiver implements HttpResponse.BodySubscriber<Path> {
    private final Path file;
    private final long from;
    private final long total;
    private final CompletableFuture<Path> done = new CompletableFuture<>();
    private long position;
    private FileChannel channel;
    private Flow.Subscription subscription;

    Receiver(Path file, long from, long total) {
      this.file = file;
      this.from = from;
      this.total = total;
    }

    @Override
    public CompletionStage<Path> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      try {
        channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .truncate(from);
        position = from;
        progress.at(position, total);
        subscription.request(1);
      } catch (IOException e) {
        subscription.cancel();
        done.completeExceptionally(e);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (closed) {
        return;
      }
      lastSign = System.nanoTime();
      try {
        for (ByteBuffer buffer : buffers) {
          while (buffer.hasRemaining()) {
            position += channel.write(buffer, position);
          }
        }
        progress.at(position, total);
        subscription.request(1);
      } catch (IOException e) {
        subscription.cancel();
        onError(e);
      }
    }

    @Override
    public void onError(Throwable cause) {
      closeChannel();
      done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      closeChannel();
      done.complete(file);
    }

    private void closeChannel() {
      try {
        channel.close();
      } catch (IOException e) {
        done.completeExceptionally(e);
      }
    }
  }
}
