package org.ash.onnx.verify;

import java.nio.file.Path;
import java.util.List;
import org.ash.onnx.proto.ModelProto;
import org.ash.platform.NativeSettings;
import org.bytedeco.onnx.global.onnx;

/**
 * The checker of the ONNX project (C++, release 1.17): schemas of all nodes, and shape inference in
 * strict mode. It knows operator sets up to {@value #NEWEST_OPSET}, and has natives for Linux and
 * Windows on x86-64.
 */
final class OfficialChecker {
  /** The newest operator set of ONNX 1.17. */
  static final int NEWEST_OPSET = 22;

  private OfficialChecker() {}

  /** What it finds in a model that has been read from this path. */
  static List<Finding> check(Path path, ModelProto model) {
    long opset =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty())
            .mapToLong(set -> set.getVersion())
            .findFirst()
            .orElse(0);
    if (opset > NEWEST_OPSET) {
      return List.of(
          Finding.note(
              "opset "
                  + opset
                  + " is newer than the official checker (up to "
                  + NEWEST_OPSET
                  + "); only our own checks and ONNX Runtime looked at the structure."));
    }
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
      return List.of();
    } catch (LinkageError e) {
      return List.of(
          Finding.note(
              "the official checker has no native library here; only our own checks and ONNX"
                  + " Runtime looked at the structure."));
    } catch (RuntimeException e) {
      return List.of(
          Finding.error("official checker: " + String.valueOf(e.getMessage()).replace('\n', ' ')));
    }
  }
}
