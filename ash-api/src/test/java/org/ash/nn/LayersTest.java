package org.ash.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.ash.activation.Activations;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class LayersTest {
  private final GraphBuilder graph = new GraphBuilder("test");
  private final Parameters parameters = new Parameters(1);
  private final LayerContext inference =
      new LayerContext(graph, parameters, LayerContext.Mode.INFERENCE);
  private final LayerContext training =
      new LayerContext(graph, parameters, LayerContext.Mode.TRAINING);
  private final Value images =
      graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 6, 9, 8)));

  @Test
  void conv2D_ofOddKernel_keepsTheImage() {
    Value y = Conv2D.same(5, 3, 1).write(inference, "conv", images);
    assertEquals("[N, 5, 9, 8]", y.type().shape().toString());
    assertEquals("conv.weight: FLOAT32 [5, 6, 3, 3] WEIGHT", declared());
  }

  @Test
  void conv2D_inGroups_hasWeightsForItsGroupOnly() {
    Window window = Window.of(2, 1).withGroup(3);
    Value y =
        new Conv2D(9, 3, window, Initializers.heNormalFanIn()).write(inference, "conv", images);
    assertEquals("[N, 9, 5, 4]", y.type().shape().toString());
    assertEquals("conv.weight: FLOAT32 [9, 2, 3, 3] WEIGHT", declared());
  }

  @Test
  void dense_hasWeightAndBiasOfZeros() {
    Value pooled = new GlobalAveragePooling().write(inference, "pool", images);
    Value y = Dense.of(10).write(inference, "dense", pooled);
    assertEquals("[N, 10]", y.type().shape().toString());
    assertEquals("dense.weight: FLOAT32 [10, 6] WEIGHT, dense.bias: FLOAT32 [10] BIAS", declared());
    assertAll("dense.bias", 0);
  }

  @Test
  void flatten_keepsTheBatchAndMultipliesTheRest() {
    Value y = new Flatten().write(inference, "flatten", images);
    assertEquals("[N, 432]", y.type().shape().toString());
    assertEquals("", declared());
  }

  @Test
  void paddedShortcut_takesEverySecondPixelAndAddsChannels() {
    Value y = new PaddedShortcut(8, 2).write(inference, "shortcut", images);
    assertEquals("[N, 8, 5, 4]", y.type().shape().toString());
    assertEquals(Conv2D.same(8, 3, 2).write(inference, "conv", images).type(), y.type());
  }

  @Test
  void paddedShortcut_whereNothingChanges_isTheValueItself() {
    assertSame(images, new PaddedShortcut(6, 1).write(inference, "shortcut", images));
  }

  @Test
  void paddedShortcut_toFewerChannels_isRefused() {
    PaddedShortcut shortcut = new PaddedShortcut(5, 1);
    assertThrows(
        IllegalArgumentException.class, () -> shortcut.write(inference, "shortcut", images));
  }

  @Test
  void batchNormalization_inInference_readsRunningStatisticsAndAssignsNothing() {
    graph.output("y", BatchNormalization.standard().write(inference, "norm", images));
    assertEquals(List.of("BatchNormalization"), operators());
    assertTrue(graph.build().assignments().isEmpty());
    assertEquals(
        "norm.scale: FLOAT32 [6] NORMALIZATION, norm.bias: FLOAT32 [6] NORMALIZATION,"
            + " norm.running_mean: FLOAT32 [6] STATISTIC,"
            + " norm.running_variance: FLOAT32 [6] STATISTIC",
        declared());
    assertAll("norm.scale", 1);
    assertAll("norm.bias", 0);
    assertAll("norm.running_mean", 0);
    assertAll("norm.running_variance", 1);
  }

  @Test
  void batchNormalization_inTraining_assignsTheRunningStatistics() {
    graph.output("y", BatchNormalization.standard().write(training, "norm", images));
    assertEquals(
        List.of("norm.running_mean", "norm.running_variance"),
        graph.build().assignments().keySet().stream().map(Variable::name).toList());
  }

  @Test
  void bothModes_shareTheParameters() {
    BatchNormalization.standard().write(inference, "norm", images);
    String once = declared();
    BatchNormalization.standard().write(training, "norm", images);
    assertEquals(once, declared());
  }

  @Test
  void activation_atAPlace_declaresParametersThatBeginWhereItSays() {
    inference.activate(Activations.parse("ash:z=1.5,alpha=2"), "here", images);
    assertEquals("here.alpha: FLOAT32 [] ACTIVATION, here.z: FLOAT32 [] ACTIVATION", declared());
    assertAll("here.alpha", 2);
    assertAll("here.z", 1.5);
  }

  @Test
  void parameter_declaredAgainWithAnotherShape_isRefused() {
    Dense.of(10)
        .write(inference, "dense", new GlobalAveragePooling().write(inference, "p", images));
    Value other = graph.input("other", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3)));
    Dense dense = Dense.of(10);
    assertThrows(IllegalArgumentException.class, () -> dense.write(inference, "dense", other));
  }

  @Test
  void initialValues_areMadeOnce() {
    Conv2D.same(5, 3, 1).write(inference, "conv", images);
    Variable weight = parameters.trainable().get(0);
    Tensor first = parameters.initialValues().get(weight);
    assertSame(first, parameters.initialValues().get(weight));
  }

  private List<String> operators() {
    return graph.nodes().stream().map(Node::op).map(op -> op.name()).toList();
  }

  private String declared() {
    return parameters.initialValues().keySet().stream()
        .map(variable -> variable + " " + variable.role())
        .collect(Collectors.joining(", "));
  }

  private void assertAll(String name, double expected) {
    Tensor value =
        parameters.initialValues().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(name))
            .findFirst()
            .orElseThrow()
            .getValue();
    for (double element : value.toDoubles()) {
      assertEquals(expected, element);
    }
  }
}
