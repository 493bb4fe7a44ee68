package org.ash.onnx.guard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Names and tensors on the way between two processes. */
final class Wire {
  private static final int PIECE_BYTES = 1 << 16;
  private static final int MOST_TEXT_BYTES = 1 << 20;
  private static final int MOST_RANK = 64;

  private Wire() {}

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MOST_TEXT_BYTES);
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_TEXT_BYTES) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  static void writeTensors(DataOutputStream out, Map<String, Tensor> tensors) throws IOException {
    out.writeInt(tensors.size());
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      writeText(out, entry.getKey());
      writeText(out, tensor.dtype().name());
      out.writeInt(tensor.shape().rank());
      for (long dim : tensor.shape().dims()) {
        out.writeLong(dim);
      }
      byte[] piece = new byte[PIECE_BYTES];
      ByteBuffer bytes = tensor.bytes();
      while (bytes.hasRemaining()) {
        int length = Math.min(piece.length, bytes.remaining());
        bytes.get(piece, 0, length);
        out.write(piece, 0, length);
      }
    }
  }

  static Map<String, Tensor> readTensors(DataInputStream in) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = readText(in);
      DType dtype = DType.valueOf(readText(in));
      int rank = in.readInt();
      if (rank < 0 || rank > MOST_RANK) {
        throw new IOException("a tensor of " + rank + " axes");
      }
      long[] dims = new long[rank];
      for (int axis = 0; axis < rank; axis++) {
        dims[axis] = in.readLong();
      }
      Tensor tensor = Tensor.allocate(dtype, Shape.of(dims));
      byte[] piece = new byte[PIECE_BYTES];
      ByteBuffer bytes = tensor.bytes();
      while (bytes.hasRemaining()) {
        int length = Math.min(piece.length, bytes.remaining());
        in.readFully(piece, 0, length);
        bytes.put(piece, 0, length);
      }
      tensors.put(name, tensor);
    }
    return tensors;
  }
}
