package org.ash.onnx.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.onnx.proto.ModelProto;

/** Models as files. */
public final class OnnxFile {
  /** Of messages of the format within one another: a graph in a node of a graph makes three. */
  private static final int DEEPEST = 100;

  private OnnxFile() {}

  /**
   * Reads a model.
   *
   * @throws OnnxFormatException when the file is truncated, corrupt or something else
   * @throws IOException when it cannot be read
   */
  public static ModelProto read(Path path) throws IOException {
    ModelProto model;
    try {
      CodedInputStream bytes = CodedInputStream.newInstance(Files.readAllBytes(path));
      bytes.setSizeLimit(Integer.MAX_VALUE);
      bytes.setRecursionLimit(DEEPEST);
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new OnnxFormatException(
          path.getFileName()
              + ": "
              + Files.size(path)
              + (String.valueOf(e.getMessage()).contains("levels of nesting")
                  ? " bytes whose graphs stand more than " + DEEPEST / 3 + " deep in one another."
                  : " bytes that are no ONNX model; the file is truncated or corrupt (export it"
                      + " again)."),
          e);
    }
    if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
      throw new OnnxFormatException(
          path.getFileName()
              + ": "
              + Files.size(path)
              + " bytes without "
              + (model.hasGraph() ? "an operator set" : "a graph")
              + "; the file is truncated or no ONNX model.");
    }
    return model;
  }
}
