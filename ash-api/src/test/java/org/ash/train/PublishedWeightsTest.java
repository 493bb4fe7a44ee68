package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Variable;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PublishedWeightsTest {
  private static final List<Variable> NETWORK =
      List.of(
          new Variable("conv.weight", DType.FLOAT32, Shape.of(2, 2), Variable.Role.WEIGHT),
          new Variable("conv.bias", DType.FLOAT32, Shape.of(2), Variable.Role.BIAS),
          new Variable("act.alpha", DType.FLOAT32, Shape.scalar(), Variable.Role.ACTIVATION));

  private static final String WITHOUT_ALPHA = "- *.alpha\n";

  @TempDir private Path folder;

  private static Map<String, Tensor> published() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("conv.weight", Tensor.ofFloats(new float[] {1, 2, 3, 4}, 2, 2));
    tensors.put("conv.bias", Tensor.ofDoubles(new double[] {5, 6}, 2));
    return tensors;
  }

  private Path file(Map<String, Tensor> tensors) throws IOException {
    Path file = folder.resolve("weights.safetensors");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      new Safetensors(Map.of(), tensors).writeTo(channel);
    }
    return file;
  }

  private Map<String, Tensor> read(Map<String, Tensor> tensors, String rules) throws IOException {
    Path map = Files.writeString(folder.resolve("names.txt"), rules);
    return PublishedWeights.of(file(tensors), map).read(NETWORK);
  }

  private String refusal(Map<String, Tensor> tensors, String rules) {
    return assertThrows(CheckpointException.class, () -> read(tensors, rules)).getMessage();
  }

  @Test
  void equalNames_needNoMap_exceptForWhatIsNotThere() throws IOException {
    Map<String, Tensor> values = read(published(), WITHOUT_ALPHA);
    assertArrayEquals(new double[] {5, 6}, values.get("conv.bias").toDoubles());
    assertEquals(DType.FLOAT32, values.get("conv.bias").dtype());
    assertEquals(2, values.size());
  }

  @Test
  void names_areMappedByTheFirstRuleThatFits() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    published().forEach((name, value) -> tensors.put("module.layer0." + name, value));
    tensors.put("module.layer0.conv.num_batches_tracked", Tensor.ofLongs(new long[] {7}, 1));
    String rules =
        "# theirs  ours\n*.num_batches_tracked  -\n\nmodule.layer*.conv.*  conv.*\n"
            + WITHOUT_ALPHA;
    assertTrue(refusal(tensors, rules).contains("line 4: both names need as many stars"));
    Map<String, Tensor> values = read(tensors, rules.replace("module.layer*", "module.layer0"));
    assertArrayEquals(new double[] {1, 2, 3, 4}, values.get("conv.weight").toDoubles());
  }

  @Test
  void missingTensor_isNamed() {
    Map<String, Tensor> tensors = published();
    tensors.remove("conv.bias");
    String refusal = refusal(tensors, WITHOUT_ALPHA);
    assertTrue(refusal.contains("weights.safetensors does not fit the network: "), refusal);
    assertTrue(refusal.contains("'conv.bias' is missing"), refusal);
  }

  @Test
  void extraTensor_isNamed_withTheNearest() {
    Map<String, Tensor> tensors = published();
    tensors.put("conv.biases", Tensor.ofFloats(new float[] {1}, 1));
    String refusal = refusal(tensors, WITHOUT_ALPHA);
    assertTrue(refusal.contains("'conv.biases' is extra. Did you mean"), refusal);
  }

  @Test
  void misshapenTensor_isNamed_withBothShapes() {
    Map<String, Tensor> tensors = published();
    tensors.put("conv.bias", Tensor.ofFloats(new float[] {1, 2, 3}, 3));
    String refusal = refusal(tensors, WITHOUT_ALPHA);
    assertTrue(refusal.contains("'conv.bias' is [3], the network's is [2]"), refusal);
  }

  @Test
  void tensorOfIntegers_isNamed() {
    Map<String, Tensor> tensors = published();
    tensors.put("conv.bias", Tensor.ofLongs(new long[] {1, 2}, 2));
    String refusal = refusal(tensors, WITHOUT_ALPHA);
    assertTrue(
        refusal.contains("'conv.bias' is INT64, the network's is FLOAT32; make it"), refusal);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"INT8", "UINT8", "INT32", "INT64", "BOOL"})
  void whatIsNoWeightAndNotAskedFor_needsNoRule(DType dtype) throws IOException {
    Map<String, Tensor> tensors = published();
    tensors.put("norm.num_batches_tracked", Tensor.allocate(dtype, Shape.of(1)));
    tensors.put("none", Tensor.allocate(dtype, Shape.of(0)));
    assertEquals(2, read(tensors, WITHOUT_ALPHA).size());
  }

  @Test
  void manyProblems_areCounted() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      tensors.put("x" + i, Tensor.ofFloats(new float[] {1}, 1));
    }
    assertTrue(refusal(tensors, WITHOUT_ALPHA).contains("and 16 more"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv.weight", "a b c", "- -"})
  void lineThatIsNoRule_isNamed(String line) {
    String refusal = refusal(published(), "# rules\n" + line + "\n");
    assertTrue(refusal.contains("names.txt, line 2: '" + line + "'"), refusal);
  }

  /** 1.5, -2, the least subnormal, infinity; the values are those of IEEE 754. */
  @Test
  void halfPrecision_isWidened() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits : new int[] {0x3e00, 0xc000, 0x0001, 0x7c00}) {
      bytes.putShort((short) bits);
    }
    Map<String, Tensor> tensors = published();
    tensors.put("conv.weight", Tensor.wrap(DType.FLOAT16, Shape.of(2, 2), bytes.flip()));
    assertArrayEquals(
        new double[] {1.5, -2, 0x1p-24, Double.POSITIVE_INFINITY},
        read(tensors, WITHOUT_ALPHA).get("conv.weight").toDoubles());
  }

  @Test
  void bfloat16_isWidened() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : new float[] {1.5f, -2, 0.25f, 0}) {
      bytes.putShort((short) (Float.floatToIntBits(value) >>> 16));
    }
    Map<String, Tensor> tensors = published();
    tensors.put("conv.weight", Tensor.wrap(DType.BFLOAT16, Shape.of(2, 2), bytes.flip()));
    assertArrayEquals(
        new double[] {1.5, -2, 0.25, 0},
        read(tensors, WITHOUT_ALPHA).get("conv.weight").toDoubles());
  }

  @Test
  void trainingThatBeginsWithWeights_hasThem() {
    TinyNetwork network = new TinyNetwork("ash", 2);
    TinyImages images = new TinyImages(8, 2, 1);
    Tensor bias = Tensor.ofFloats(new float[] {7, 8}, 2);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Trainer trainer =
            Trainer.builder(network, images, backend)
                .config(TrainingConfig.builder(network).batchSize(8).averageDecay(0.5).build())
                .weights(Map.of("dense.bias", bias))
                .build()) {
      Checkpoint begin = trainer.checkpoint();
      assertTrue(bias.bitEquals(begin.weights().get("dense.bias")));
      assertTrue(bias.bitEquals(begin.average().get("dense.bias")));
    }
  }
}
