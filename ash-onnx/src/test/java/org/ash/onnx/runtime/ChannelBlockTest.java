package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.ash.ir.Convolution;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Window;
import org.ash.onnx.export.Agreement;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.export.OperatorCase;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions in the engine's blocked layout, against the oracle. */
class ChannelBlockTest {
  private static final Device CPU = new Device(Device.Kind.CPU, 0, "CPU");
  private static final BackendOptions OPTIONS = BackendOptions.defaults().withThreads(1);

  private record Sizes(Window window, Shape image, Shape weight) {}

  static List<Sizes> sizes() {
    Shape wide = Shape.of(2, 32, 9, 11);
    return List.of(
        new Sizes(Window.of(1, 1), wide, Shape.of(16, 32, 3, 3)),
        new Sizes(Window.of(2, 1), wide, Shape.of(48, 32, 3, 3)),
        new Sizes(Window.of(1, 2).withDilation(2), wide, Shape.of(16, 32, 3, 3)),
        new Sizes(new Window(2, 1, 1, 0, 2, 1, 1, 1, 1), wide, Shape.of(16, 32, 3, 2)),
        new Sizes(Window.of(1, 0), wide, Shape.of(16, 32, 1, 1)),
        new Sizes(Window.of(1, 1), Shape.of(2, 3, 9, 11), Shape.of(16, 3, 3, 3)),
        new Sizes(Window.of(1, 1).withGroup(2), wide, Shape.of(32, 16, 3, 3)),
        new Sizes(Window.of(2, 1).withGroup(32), wide, Shape.of(32, 1, 3, 3)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void blockedConvolution_agreesWithTheOracle(Sizes sizes) {
    Tensor x = normal(sizes.image(), 1);
    Tensor w = normal(sizes.weight(), 2);
    agrees(new Convolution.Conv(sizes.window()), x, w);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void blockedInputGradient_agreesWithTheOracle(Sizes sizes) {
    Shape image = sizes.image();
    Shape weight = sizes.weight();
    long height = sizes.window().outputHeight(image.dim(2), weight.dim(2));
    long width = sizes.window().outputWidth(image.dim(3), weight.dim(3));
    Tensor dy = normal(Shape.of(image.dim(0), weight.dim(0), height, width), 3);
    Op op = new Convolution.ConvInputGradient(sizes.window(), SymbolicShape.of(image));
    agrees(op, dy, normal(weight, 2));
  }

  private static void agrees(Op op, Tensor a, Tensor b) {
    int block = ChannelBlock.of(OPTIONS, CPU);
    assumeTrue(block > 0, "this processor has no blocked layout");
    OperatorCase signed = oneCase(op, a, b, Agreement.exact());
    Tensor sums = oneCase(op, magnitudes(a), magnitudes(b), Agreement.exact()).expected().get("y0");
    // The magnitudes' sum bounds the terms; a sum has at most as many terms as the weight elements.
    Agreement bound = new Agreement.Terms(4 * Math.sqrt(b.size()), sums);
    Map<String, Tensor> actual;
    try (OrtModel model =
        OrtModel.load(
            "blocked",
            OnnxExporter.exportStep(
                signed.graph(), ExportOptions.defaults().withChannelBlock(block)),
            OPTIONS,
            CPU)) {
      actual = model.run(signed.feeds());
    }
    assertEquals("", bound.firstDifference(signed.expected().get("y0"), actual.get("y0")));
  }

  private static OperatorCase oneCase(Op op, Tensor a, Tensor b, Agreement agreement) {
    List<TensorType> types =
        List.of(
            new TensorType(DType.FLOAT32, SymbolicShape.of(a.shape())),
            new TensorType(DType.FLOAT32, SymbolicShape.of(b.shape())));
    return new OperatorCase("blocked", op, types, List.of(a, b), agreement);
  }

  private static Tensor magnitudes(Tensor tensor) {
    return Tensor.generate(DType.FLOAT32, tensor.shape(), i -> Math.abs(tensor.get(i)));
  }

  private static Tensor normal(Shape shape, int stream) {
    double[] numbers = new Philox(7, stream).normals((int) shape.size());
    return Tensor.of(DType.FLOAT32, shape, numbers);
  }
}
