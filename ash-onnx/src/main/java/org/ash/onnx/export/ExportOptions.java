package org.ash.onnx.export;

import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.model.OnnxVersion;

/**
 * How a model is written.
 *
 * @param version operator set and format
 * @param metadata what is written into the model about its origin
 */
public record ExportOptions(OnnxVersion version, OnnxMetadata metadata) {

  /** Opset 17, no metadata. */
  public static ExportOptions defaults() {
    return new ExportOptions(OnnxVersion.DEFAULT, OnnxMetadata.none());
  }

  /**
   * These options with another operator set.
   *
   * @throws IllegalArgumentException when it is not one from 13 to 26
   */
  public ExportOptions withOpset(int opset) {
    return new ExportOptions(new OnnxVersion(opset), metadata);
  }

  /** These options with metadata. */
  public ExportOptions withMetadata(OnnxMetadata about) {
    return new ExportOptions(version, about);
  }
}
