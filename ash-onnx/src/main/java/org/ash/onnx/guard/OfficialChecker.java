package org.ash.onnx.guard;

import java.nio.file.Path;
import java.util.Optional;
import org.ash.platform.NativeSettings;
import org.bytedeco.onnx.global.onnx;

/**
 * The checker of the ONNX project (C++, release 1.17): schemas of all nodes, and shape inference in
 * strict mode. It knows operator sets up to {@value #NEWEST_OPSET}, and has natives for Linux and
 * Windows on x86-64.
 */
public final class OfficialChecker {
  /** The newest operator set of ONNX 1.17. */
  public static final int NEWEST_OPSET = 22;

  private OfficialChecker() {}

  /**
   * What it says of a file.
   *
   * @param available whether it has natives here; else it says nothing
   * @param error what is wrong with the file, on one line; empty where nothing is
   */
  public record Verdict(boolean available, Optional<String> error) {}

  /** Asks it in this process, which a crafted file can end. */
  static Verdict check(Path path) {
    NativeSettings.apply();
    try {
      boolean inferShapes = true;
      boolean skipOpsetCompatibility = false;
      boolean checkCustomDomains = true;
      onnx.check_model(
          path.toAbsolutePath().toString(),
          inferShapes,
          skipOpsetCompatibility,
          checkCustomDomains);
      return new Verdict(true, Optional.empty());
    } catch (LinkageError e) {
      return new Verdict(false, Optional.empty());
    } catch (RuntimeException e) {
      return new Verdict(true, Optional.of(String.valueOf(e.getMessage()).replace('\n', ' ')));
    }
  }
}
