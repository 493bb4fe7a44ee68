package org.ash.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ash.activation.Activations;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.TensorShapeProto;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.Preprocessing;
import org.ash.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxExporterTest {

  @Test
  void ash_isWrittenAsElevenStandardNodes() {
    List<NodeProto> parts = partsOf(resnet("ash"), "/Ash/");
    List<String> first = parts.subList(0, 11).stream().map(NodeProto::getOpType).toList();
    assertEquals(
        List.of(
            "ReduceMean",
            "Sub",
            "Mul",
            "ReduceMean",
            "Add",
            "Sqrt",
            "Mul",
            "Sub",
            "Mul",
            "Sigmoid",
            "Mul"),
        first);
  }

  @Test
  void ash_nodesAreNamedByPlaceAndOperator() {
    List<NodeProto> parts = partsOf(resnet("ash"), "/Ash/");
    Set<String> places = new HashSet<>();
    parts.forEach(part -> places.add(part.getName().substring(0, part.getName().indexOf('/'))));
    Network network = Zoo.create("resnet-20", Activations.parse("ash"), 10);
    assertEquals(Set.copyOf(network.activationPlaces()), places);
  }

  @Test
  void batch_isSymbolic() {
    GraphProto graph = resnet("relu").getGraph();
    assertEquals("N", dimension(graph.getInput(0).getType().getTensorType().getShape().getDim(0)));
    assertEquals("N", dimension(graph.getOutput(0).getType().getTensorType().getShape().getDim(0)));
  }

  @Test
  void withoutSymbols_noExtentHasAName() {
    GraphBuilder g = new GraphBuilder("pair");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3)));
    g.output("y", g.relu(g.add(x, x)));
    ExportOptions options = ExportOptions.defaults();
    GraphProto named = OnnxExporter.export(g.build(), Map.of(), options).getGraph();
    GraphProto bare = OnnxExporter.export(g.build(), Map.of(), options.withoutSymbols()).getGraph();
    assertTrue(named.toString().contains("dim_param"));
    assertFalse(bare.toString().contains("dim_param"));
    TensorShapeProto shape = bare.getOutput(0).getType().getTensorType().getShape();
    assertEquals(2, shape.getDimCount());
    assertEquals(3, shape.getDim(1).getDimValue());
  }

  @Test
  void names_ofNodesAndValues_areUnique() {
    GraphProto graph = resnet("gelu").getGraph();
    Set<String> names = new HashSet<>();
    graph.getNodeList().forEach(node -> assertTrue(names.add(node.getName()), node.getName()));
    Set<String> values = new HashSet<>();
    graph.getInputList().forEach(input -> assertTrue(values.add(input.getName())));
    graph.getInitializerList().forEach(value -> assertTrue(values.add(value.getName())));
    graph
        .getNodeList()
        .forEach(node -> node.getOutputList().forEach(name -> assertTrue(values.add(name), name)));
  }

  @Test
  void export_isDeterministic() {
    assertEquals(resnet("ash").toByteString(), resnet("ash").toByteString());
  }

  @ParameterizedTest
  @CsvSource({"13,7", "14,7", "15,8", "17,8", "18,8", "19,9", "21,10", "23,11", "24,12", "26,13"})
  void opset_bringsItsFormat(int opset, long ir) {
    ModelProto model = scaled(ExportOptions.defaults().withOpset(opset));
    assertEquals(ir, model.getIrVersion());
    assertEquals(opset, model.getOpsetImport(0).getVersion());
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 27})
  void opset_outOfRange_isRefused(int opset) {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> ExportOptions.defaults().withOpset(opset));
    assertTrue(error.getMessage().contains("13 to 26"), error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "leaky_relu,17,LeakyRelu",
    "prelu,17,PRelu",
    "elu,17,Elu",
    "selu,17,Selu",
    "relu,17,Relu",
    "softplus,17,Softplus",
    "gelu,17,Erf",
    "gelu,20,Gelu",
    "swish,26,Sigmoid"
  })
  void activation_becomesTheOperatorOnnxHas(String activation, int opset, String operator) {
    List<String> types =
        resnet(activation, opset).getGraph().getNodeList().stream()
            .map(NodeProto::getOpType)
            .toList();
    assertTrue(types.contains(operator), types.toString());
  }

  @Test
  void metadata_survivesARoundTrip() {
    OnnxMetadata metadata =
        new OnnxMetadata(
            "resnet-20",
            "ash:z=1.0",
            Optional.of("cifar10"),
            OptionalDouble.of(0.8125),
            "0.1.0",
            Optional.of(
                new Preprocessing(
                    3,
                    32,
                    24,
                    List.of(0.5, 0.25, 0.125),
                    List.of(0.1, 0.2, 0.3),
                    List.of("cat, tabby", "dog"))));
    ModelProto model = scaled(ExportOptions.defaults().withMetadata(metadata));
    assertEquals(metadata, OnnxMetadata.of(model));
    assertEquals("ASH", model.getProducerName());
  }

  @Test
  void variableWithoutValue_isRefusedByName() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxExporter.export(scaledGraph(), Map.of(), ExportOptions.defaults()));
    assertTrue(error.getMessage().contains("factor"), error.getMessage());
  }

  @Test
  void outputThatIsAnInput_isCopied() {
    GraphBuilder builder = new GraphBuilder("copies");
    Value x = builder.input("x", TensorType.of(DType.FLOAT32, 2));
    Value y = builder.neg(x);
    builder.output("a", x);
    builder.output("b", y);
    builder.output("c", y);
    GraphProto graph =
        OnnxExporter.export(builder.build(), Map.of(), ExportOptions.defaults()).getGraph();
    List<String> types = graph.getNodeList().stream().map(NodeProto::getOpType).toList();
    assertEquals(List.of("Neg", "Identity", "Identity"), types);
  }

  @Test
  void outputNamedAsAnInput_isRefused() {
    GraphBuilder builder = new GraphBuilder("clash");
    Value x = builder.input("x", TensorType.of(DType.FLOAT32, 2));
    builder.output("x", builder.neg(x));
    Graph graph = builder.build();
    assertThrows(
        IllegalArgumentException.class,
        () -> OnnxExporter.export(graph, Map.of(), ExportOptions.defaults()));
  }

  @Test
  void graphWithAssignments_isRefused() {
    GraphBuilder builder = new GraphBuilder("step");
    Variable factor = factor();
    builder.assign(factor, builder.neg(builder.read(factor)));
    Graph graph = builder.build();
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxExporter.export(graph, Map.of(), ExportOptions.defaults()));
    assertTrue(error.getMessage().contains("evaluation graph"), error.getMessage());
  }

  private static String dimension(TensorShapeProto.Dimension dimension) {
    return dimension.getDimParam();
  }

  private static List<NodeProto> partsOf(ModelProto model, String marker) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getName().contains(marker))
        .toList();
  }

  private static ModelProto resnet(String activation) {
    return resnet(activation, 17);
  }

  private static ModelProto resnet(String activation, int opset) {
    Network network = Zoo.create("resnet-20", Activations.parse(activation), 10);
    Parameters parameters = new Parameters(1);
    GraphBuilder builder = new GraphBuilder("eval");
    Value images = builder.input("images", new TensorType(DType.FLOAT32, network.inputShape()));
    LayerContext layers = new LayerContext(builder, parameters, LayerContext.Mode.INFERENCE);
    builder.output("logits", network.forward(layers, images));
    Map<String, Tensor> values = new HashMap<>();
    parameters.initialValues().forEach((variable, value) -> values.put(variable.name(), value));
    return OnnxExporter.export(builder.build(), values, ExportOptions.defaults().withOpset(opset));
  }

  private static ModelProto scaled(ExportOptions options) {
    Tensor two = Tensor.ofFloats(new float[] {2}, 1);
    return OnnxExporter.export(scaledGraph(), Map.of("factor", two), options);
  }

  private static Graph scaledGraph() {
    GraphBuilder builder = new GraphBuilder("scaled");
    Value x = builder.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3)));
    builder.output("y", builder.mul(x, builder.read(factor())));
    return builder.build();
  }

  private static Variable factor() {
    return new Variable("factor", DType.FLOAT32, Shape.of(1), Variable.Role.WEIGHT);
  }
}
