package org.ash.data.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ash.data.Progress;

/**
 * One attempt to bring the rest of a file from a web server to the disk. What has arrived stays on
 * the disk whatever happens; silence for too long, at any stage, ends the attempt.
 */
final class Transfer implements AutoCloseable {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  /** What files of gzip begin with. */
  private static final byte GZIP = 0x1f;

  /** For it to be taken by proxies in front of https, too; Java leaves it out unless told. */
  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  /** Where Java's client tells the status of a proxy's answer, in words only. */
  private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (\\d{3})");

  private static final String AUTHORIZATION = "Proxy-Authorization";

  private static final long LOOK_MILLIS = 50;

  private final Patience patience;
  private final Progress progress;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "ash-fetch");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, String> environment;
  private volatile long lastSign = System.nanoTime();
  private final AtomicLong arrived = new AtomicLong();
  private volatile boolean closed;

  /** Nothing, or next to nothing, has come for too long. */
  static final class Silent extends IOException {
    private static final long serialVersionUID = 1L;

    private Silent(Duration silence) {
      super("no answer for " + silence.toMillis() / 1000.0 + " s");
    }

    private Silent(long bytes, Duration window) {
      super(
          String.format(
              Locale.ROOT, "only %,d bytes came in %.1f s", bytes, window.toMillis() / 1000.0));
    }
  }

  /** There is a proxy on the way, and that cannot be reached. */
  static final class ProxyUnreached extends IOException {
    private static final long serialVersionUID = 1L;

    private ProxyUnreached(Proxy proxy, IOException cause) {
      super(
          "the proxy "
              + (proxy.address() instanceof InetSocketAddress at
                  ? at.getHostString() + ":" + at.getPort()
                  : proxy)
              + " cannot be reached; mend HTTPS_PROXY, HTTP_PROXY or -Dhttps.proxyHost, or list the"
              + " host in NO_PROXY",
          cause);
    }
  }

  /**
   * Ready to go.
   *
   * @param patience how long to wait
   * @param progress hears of bytes on the disk
   * @param environment names proxies
   */
  Transfer(Patience patience, Progress progress, Map<String, String> environment) {
    this.patience = patience;
    this.progress = progress;
    if (System.getProperty(TUNNELING) == null) {
      System.setProperty(TUNNELING, "");
    }
    this.environment = environment;
  }

  private HttpClient client(ProxySelector proxies) {
    return HttpClient.newBuilder()
        .executor(executor)
        .connectTimeout(patience.silence())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .proxy(proxies)
        .build();
  }

  /**
   * Appends to a file what it lacks, or writes it anew.
   *
   * @param whole whether to ask for the whole file, although a part is there; that is only given up
   *     when something else comes that can be the file
   * @throws Answer when something else is answered than the file; what was there stays
   * @throws IOException when the connection fails, is silent for too long, or ends early
   */
  void run(PublishedArchive archive, Path file, boolean whole) throws IOException {
    long have = !whole && Files.exists(file) ? Files.size(file) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(archive.source()).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    Optional<String> password = EnvironmentProxy.authorization(environment, archive.source());
    password.ifPresent(given -> request.header(AUTHORIZATION, given));
    ProxySelector proxies = EnvironmentProxy.of(environment);
    Proxy proxy = proxies.select(archive.source()).get(0);
    HttpClient client = client(proxies);
    lastSign = System.nanoTime();
    try {
      // On another thread: looking up the host's name may block for longer than is allowed.
      int status =
          await(
              executor.submit(
                  () ->
                      client.send(
                          request.build(),
                          info -> receiver(info, archive, file, have, password.isPresent()))));
      if (status / 100 != 2) {
        // Of a proxy that opens no way to the server: no receiver has heard of that.
        throw Answer.ofProxy(status, password.isPresent());
      }
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw proxy.type() == Proxy.Type.DIRECT ? e : new ProxyUnreached(proxy, e);
    }
  }

  private HttpResponse.BodySubscriber<Path> receiver(
      HttpResponse.ResponseInfo info,
      PublishedArchive archive,
      Path file,
      long have,
      boolean password) {
    lastSign = System.nanoTime();
    try {
      boolean page =
          info.headers()
              .firstValue("Content-Type")
              .orElse("")
              .toLowerCase(Locale.ROOT)
              .startsWith("text/html");
      if (page && info.statusCode() / 100 == 2) {
        throw Answer.page();
      }
      long rest = info.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (info.statusCode() == 206 && have > 0) {
        requireRange(info.headers().firstValue("Content-Range").orElse(""), have, archive.bytes());
        return new Receiver(file, have, archive.bytes());
      }
      if (info.statusCode() != 200) {
        throw Answer.status(info.statusCode(), password);
      }
      if (rest >= 0 && rest != archive.bytes()) {
        throw Answer.length(rest, archive.bytes());
      }
      // Also of a server that does not resume: from the beginning.
      return new Receiver(file, 0, archive.bytes());
    } catch (Answer answer) {
      // An endless one is not read to its end.
      return new Refusal(answer);
    }
  }

  private static void requireRange(String given, long have, long bytes) throws Answer {
    Matcher range = CONTENT_RANGE.matcher(given);
    boolean fits =
        range.matches()
            && Long.parseLong(range.group(1)) == have
            && (range.group(2).equals("*") || Long.parseLong(range.group(2)) == bytes);
    if (!fits) {
      throw Answer.range(given);
    }
  }

  /** The status of the answer, once all of that has come. */
  private int await(Future<HttpResponse<Path>> answer) throws IOException {
    long windowBegan = System.nanoTime();
    long before = 0;
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).statusCode();
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        if (now - lastSign > patience.silence().toNanos()) {
          throw new Silent(patience.silence());
        }
        if (now - windowBegan > patience.window().toNanos()) {
          long came = arrived.get() - before;
          if (came < patience.least()) {
            throw new Silent(came, patience.window());
          }
          windowBegan = now;
          before += came;
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
      if (inner instanceof Answer answer) {
        return answer;
      }
      Matcher status = TUNNEL.matcher(Optional.ofNullable(inner.getMessage()).orElse(""));
      if (status.find()) {
        return Answer.ofProxy(Integer.parseInt(status.group(1)), false);
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

  /** Reads nothing of an answer that is not the file. */
  private static final class Refusal implements HttpResponse.BodySubscriber<Path> {
    private final CompletableFuture<Path> done;

    Refusal(Answer answer) {
      done = CompletableFuture.failedFuture(answer);
    }

    @Override
    public CompletionStage<Path> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      // What was on its way.
    }

    @Override
    public void onError(Throwable cause) {
      // It has failed before.
    }

    @Override
    public void onComplete() {
      // An empty answer is not the file, either.
    }
  }

  /** Writes what arrives, as long as it can be the file. */
  private final class Receiver implements HttpResponse.BodySubscriber<Path> {
    private final Path file;
    private final long from;
    private final long total;
    private final CompletableFuture<Path> done = new CompletableFuture<>();
    private long position;
    private Optional<FileChannel> channel = Optional.empty();
    private Flow.Subscription subscription;

    Receiver(Path file, long from, long total) {
      this.file = file;
      this.from = from;
      this.total = total;
      position = from;
    }

    @Override
    public CompletionStage<Path> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      progress.at(position, total);
      subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (closed || done.isDone()) {
        return;
      }
      lastSign = System.nanoTime();
      try {
        for (ByteBuffer buffer : buffers) {
          write(buffer);
        }
        progress.at(position, total);
        subscription.request(1);
      } catch (IOException e) {
        subscription.cancel();
        onError(e);
      }
    }

    /** What was there before is given up only now that something comes that can be the file. */
    private void write(ByteBuffer buffer) throws IOException {
      if (!buffer.hasRemaining()) {
        return;
      }
      if (channel.isEmpty()) {
        boolean gzip = file.getFileName().toString().contains(".gz");
        if (from == 0 && gzip && buffer.get(buffer.position()) != GZIP) {
          throw Answer.page();
        }
        channel =
            Optional.of(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .truncate(from));
      }
      if (position + buffer.remaining() > total) {
        throw Answer.endless(total);
      }
      arrived.addAndGet(buffer.remaining());
      while (buffer.hasRemaining()) {
        position += channel.get().write(buffer, position);
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
      if (position < total) {
        done.completeExceptionally(new EOFException("the connection ended early"));
      }
      done.complete(file);
    }

    private void closeChannel() {
      try {
        if (channel.isPresent()) {
          channel.get().close();
        }
      } catch (IOException e) {
        done.completeExceptionally(e);
      }
    }
  }
}
