package org.ash.onnx.model;

/**
 * A version of ONNX: the operator set, and the version of the file format that it came with.
 *
 * @param opset version of the operator set {@code ai.onnx}, {@value #OLDEST_OPSET} to {@value
 *     #NEWEST_OPSET}
 */
public record OnnxVersion(int opset) {
  /** The oldest that is written: axes of ReduceSum and Unsqueeze became inputs here. */
  public static final int OLDEST_OPSET = 13;

  /** The newest that ONNX Runtime 1.29 takes. */
  public static final int NEWEST_OPSET = 26;

  /** Opset 17, IR 8: taken by every consumer tried, back to tools of 2022. */
  public static final OnnxVersion DEFAULT = new OnnxVersion(17);

  /** Checks the range. */
  public OnnxVersion {
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw new IllegalArgumentException(
          "No export to opset "
              + opset
              + "; choose one from "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET
              + " (17 is understood most widely).");
    }
  }

  /** Version of the file format released with this operator set (ONNX's Versioning table). */
  public int ir() {
    if (opset <= 14) {
      return 7;
    } else if (opset <= 18) {
      return 8;
    } else if (opset <= 20) {
      return 9;
    } else if (opset <= 22) {
      return 10;
    } else if (opset == 23) {
      return 11;
    } else if (opset == 24) {
      return 12;
    }
    return 13;
  }

  /** Whether this operator set is {@code version} or newer. */
  public boolean since(int version) {
    return opset >= version;
  }
}
