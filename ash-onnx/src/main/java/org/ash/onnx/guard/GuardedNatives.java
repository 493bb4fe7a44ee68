package org.ash.onnx.guard;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ash.spi.BackendException;
import org.ash.tensor.Tensor;

/**
 * In a process of their own. A file that crashes it, takes longer or takes more memory than it may
 * is an error like any other, of which this process knows only by hearsay.
 *
 * <p>The process is another Java with this one's class path. From a jar of jars, whose classes no
 * usual Java finds, it cannot start; that is told.
 */
public final class GuardedNatives implements ModelNatives {
  private final GuardedProcess process;

  private GuardedNatives(GuardedProcess process) {
    this.process = process;
  }

  /**
   * Starts the process.
   *
   * @throws BackendException when it cannot be started
   */
  public static GuardedNatives start(GuardLimits limits) {
    GuardedProcess process = GuardedProcess.start(limits);
    process.ask(Request.START, out -> {}, GuardedNatives::nothing);
    return new GuardedNatives(process);
  }

  @Override
  public OfficialChecker.Verdict check(Path file) {
    return process.ask(
        Request.CHECK,
        out -> Wire.writeText(out, absolute(file)),
        in -> {
          boolean available = in.readBoolean();
          boolean wrong = in.readBoolean();
          String error = Wire.readText(in);
          return new OfficialChecker.Verdict(
              available, wrong ? Optional.of(error) : Optional.empty());
        });
  }

  @Override
  public void load(Path file) {
    process.ask(Request.LOAD, out -> Wire.writeText(out, absolute(file)), GuardedNatives::nothing);
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().toString();
  }

  private static boolean nothing(DataInputStream in) throws IOException {
    return true;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> feeds) {
    return process.ask(Request.RUN, out -> Wire.writeTensors(out, feeds), Wire::readTensors);
  }

  @Override
  public void close() {
    process.close();
  }
}
