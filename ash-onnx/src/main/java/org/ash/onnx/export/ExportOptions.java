package org.ash.onnx.export;

import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.model.OnnxVersion;

/**
 * How a model is written.
 *
 * @param version operator set and format
 * @param metadata what is written into the model about its origin
 * @param channelBlock 0 for standard operators only; else convolutions by computed weights are
 *     written with ONNX Runtime's own operators over blocks of this many channels, and the model
 *     runs on that engine and a like processor alone
 * @param names what inputs and outputs are called
 * @param symbols whether extents that are known only at run time have names, which tell that two of
 *     them are equal
 */
public record ExportOptions(
    OnnxVersion version,
    OnnxMetadata metadata,
    int channelBlock,
    InterfaceNames names,
    boolean symbols) {

  /** Checks the block. */
  public ExportOptions {
    if (channelBlock < 0) {
      throw new IllegalArgumentException("A block of " + channelBlock + " channels is none.");
    }
  }

  /** Standard operators only, the graph's own names. */
  public ExportOptions(OnnxVersion version, OnnxMetadata metadata) {
    this(version, metadata, 0, InterfaceNames.PLAIN, true);
  }

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
    return new ExportOptions(new OnnxVersion(opset), metadata, channelBlock, names, symbols);
  }

  /** These options with metadata. */
  public ExportOptions withMetadata(OnnxMetadata about) {
    return new ExportOptions(version, about, channelBlock, names, symbols);
  }

  /** These options for ONNX Runtime alone, on a processor for which it forms such blocks. */
  public ExportOptions withChannelBlock(int channels) {
    return new ExportOptions(version, metadata, channels, names, symbols);
  }

  /** These options with inputs and outputs so called. */
  public ExportOptions withNames(InterfaceNames called) {
    return new ExportOptions(version, metadata, channelBlock, called, symbols);
  }

  /** These options without names for extents that are known only at run time. */
  public ExportOptions withoutSymbols() {
    return new ExportOptions(version, metadata, channelBlock, names, false);
  }
}
