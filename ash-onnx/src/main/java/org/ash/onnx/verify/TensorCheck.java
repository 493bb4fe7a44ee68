package org.ash.onnx.verify;

import java.util.List;
import java.util.function.Consumer;
import org.ash.onnx.model.OnnxFormatException;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.SparseTensorProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.TensorShapeProto;
import org.ash.onnx.proto.ValueInfoProto;

/** Tensors of a file: that their elements are in it, and as many as their extents need. */
final class TensorCheck {
  /** Of a value that is only declared; more than any machine holds. */
  private static final long MOST_ELEMENTS = 1L << 40;

  private TensorCheck() {}

  static void check(TensorProto tensor, Consumer<String> error) {
    try {
      OnnxTensors.requireWhole(tensor);
    } catch (OnnxFormatException e) {
      error.accept(e.getMessage());
    }
  }

  static void check(SparseTensorProto sparse, Consumer<String> error) {
    check(sparse.getValues(), error);
    check(sparse.getIndices(), error);
    checkExtents(
        "sparse tensor '" + sparse.getValues().getName() + "'", sparse.getDimsList(), error);
  }

  /** What a value says of its extents. */
  static void checkDeclared(ValueInfoProto value, Consumer<String> error) {
    checkExtents(
        "'" + value.getName() + "'",
        value.getType().getTensorType().getShape().getDimList().stream()
            .filter(TensorShapeProto.Dimension::hasDimValue)
            .map(TensorShapeProto.Dimension::getDimValue)
            .toList(),
        error);
  }

  private static void checkExtents(String what, List<Long> extents, Consumer<String> error) {
    long elements = 1;
    for (long extent : extents) {
      if (extent < 0) {
        error.accept(what + " declares an extent of " + extent + ".");
        return;
      }
      if (extent != 0 && elements > MOST_ELEMENTS / extent) {
        error.accept(what + " declares " + extents + ", more elements than any machine holds.");
        return;
      }
      elements *= extent;
    }
  }
}
