package org.ash.onnx.guard;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import org.ash.spi.BackendException;
import org.ash.tensor.Tensor;

/**
 * The guarded process: takes requests from its standard input and answers on its standard output,
 * each answer behind a mark that no native prints. It ends when its input does, whatever a native
 * is at just then.
 */
final class GuardServer {
  private static final int STACK_BYTES = 64 << 20;

  private final DataOutputStream out;
  private final long mark;
  private final TrustedNatives natives = new TrustedNatives();

  private GuardServer(DataOutputStream out, long mark) {
    this.out = out;
    this.mark = mark;
  }

  /** A request as it was read. */
  private record Asked(Request request, String file, Map<String, Tensor> feeds) {}

  /**
   * Serves until the input ends.
   *
   * @param arguments the mark
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    GuardServer server = new GuardServer(out, Long.parseLong(arguments[0]));
    SynchronousQueue<Asked> asked = new SynchronousQueue<>();
    Thread worker = new Thread(null, () -> server.work(asked), "natives", STACK_BYTES);
    worker.setDaemon(true);
    worker.start();
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in))) {
      while (true) {
        Request request = Request.valueOf(Wire.readText(in));
        asked.put(
            switch (request) {
              case START -> new Asked(request, "", Map.of());
              case CHECK, LOAD -> new Asked(request, Wire.readText(in), Map.of());
              case RUN -> new Asked(request, "", Wire.readTensors(in));
            });
      }
    } catch (EOFException e) {
      // Who asked has ended, or has heard enough; natives may hang and keep from a usual end.
      Runtime.getRuntime().halt(0);
    }
  }

  private void work(SynchronousQueue<Asked> queue) {
    try {
      while (true) {
        answer(queue.take());
      }
    } catch (IOException e) {
      // Nobody listens any more.
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Asked asked) throws IOException {
    try {
      switch (asked.request()) {
        case START -> begin(true);
        case CHECK -> {
          OfficialChecker.Verdict verdict = natives.check(Path.of(asked.file()));
          begin(true);
          out.writeBoolean(verdict.available());
          out.writeBoolean(verdict.error().isPresent());
          Wire.writeText(out, verdict.error().orElse(""));
        }
        case LOAD -> {
          natives.load(Path.of(asked.file()));
          begin(true);
        }
        case RUN -> {
          Map<String, Tensor> outputs = natives.run(asked.feeds());
          begin(true);
          Wire.writeTensors(out, outputs);
        }
      }
    } catch (BackendException e) {
      begin(false);
      Wire.writeText(out, e.getMessage());
    }
    out.flush();
  }

  private void begin(boolean done) throws IOException {
    out.writeLong(mark);
    out.writeBoolean(done);
  }
}
