package org.ash.onnx.guard;

import java.nio.file.Path;
import java.util.Map;
import org.ash.tensor.Tensor;

/** What natives say of a model file. Not thread-safe. */
public interface ModelNatives extends AutoCloseable {

  /** What the official checker says of a file. */
  OfficialChecker.Verdict check(Path file);

  /**
   * Loads a file into ONNX Runtime, in the place of one loaded before.
   *
   * @throws org.ash.spi.BackendException when the engine refuses it, or has crashed on it
   */
  void load(Path file);

  /**
   * Runs the file loaded last.
   *
   * @param feeds a tensor for each input
   * @return every output by name
   * @throws org.ash.spi.BackendException when the engine fails, or has crashed
   */
  Map<String, Tensor> run(Map<String, Tensor> feeds);

  @Override
  void close();
}
