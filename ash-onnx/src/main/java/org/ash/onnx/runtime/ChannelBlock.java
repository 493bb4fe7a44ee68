package org.ash.onnx.runtime;

import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Window;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * How many channels the engine holds in a block of its own layout: 16 with AVX-512, 8 with older
 * x86-64 processors. It does not tell, so a small convolution is written in each way and compared
 * with the standard one; what does not agree is not used.
 */
final class ChannelBlock {
  private static final int[] CANDIDATES = {16, 8};

  /** Far above rounding of 144 products below 1, far below what a wrong arrangement gives. */
  private static final double TOLERANCE = 1e-4;

  private ChannelBlock() {}

  /** The block to export training steps with; 0 where the standard operators must do. */
  static int of(BackendOptions options, Device device) {
    boolean x86 = System.getProperty("os.arch").matches("amd64|x86_64");
    if (device.kind() != Device.Kind.CPU || !x86) {
      return 0;
    }
    Tensor expected = convolved(0, options, device);
    for (int block : CANDIDATES) {
      try {
        if (agree(expected, convolved(block, options, device))) {
          return block;
        }
      } catch (BackendException e) {
        System.getLogger(ChannelBlock.class.getName())
            .log(System.Logger.Level.DEBUG, "No blocks of {0} channels: {1}", block, e);
      }
    }
    return 0;
  }

  private static Tensor convolved(int block, BackendOptions options, Device device) {
    GraphBuilder builder = new GraphBuilder("block");
    builder.output(
        "y",
        builder.conv(
            builder.input("x", TensorType.of(DType.FLOAT32, 1, 16, 5, 6)),
            builder.input("w", TensorType.of(DType.FLOAT32, 32, 16, 3, 3)),
            Window.of(1, 1)));
    Graph graph = builder.build();
    ExportOptions export = ExportOptions.defaults().withChannelBlock(block);
    try (OrtModel model =
        OrtModel.load(
            "the layout probe",
            OnnxExporter.exportStep(graph, export),
            options.withThreads(1),
            device)) {
      return model
          .run(Map.of("x", waves(Shape.of(1, 16, 5, 6)), "w", waves(Shape.of(32, 16, 3, 3))))
          .get("y");
    }
  }

  private static Tensor waves(Shape shape) {
    return Tensor.generate(DType.FLOAT32, shape, i -> Math.sin(1.7 * i + 0.3));
  }

  private static boolean agree(Tensor expected, Tensor actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!(Math.abs(expected.get(i) - actual.get(i)) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
