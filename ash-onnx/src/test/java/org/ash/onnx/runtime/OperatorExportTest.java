package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ash.ir.Operators;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.export.OperatorCase;
import org.ash.onnx.export.OperatorCases;
import org.ash.onnx.proto.ModelProto;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operator, exported and run by ONNX Runtime, against the oracle. */
class OperatorExportTest {
  private static final Device CPU = new Device(Device.Kind.CPU, 0, "CPU");

  @TestFactory
  Stream<DynamicTest> everyCase_atOpset17_agreesWithTheOracle() {
    return OperatorCases.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> check(one, 17)));
  }

  @TestFactory
  Stream<DynamicTest> everyCase_atEveryOpset_agreesWithTheOracle() {
    return Stream.of(13, 14, 15, 18, 20, 21, 23, 26)
        .map(
            opset ->
                DynamicTest.dynamicTest(
                    "opset " + opset, () -> OperatorCases.all().forEach(one -> check(one, opset))));
  }

  @Test
  void cases_coverEveryPrimitive() {
    Set<String> covered = new TreeSet<>();
    OperatorCases.all().forEach(one -> covered.add(one.op().getClass().getName()));
    List<String> missing =
        Operators.primitives().stream()
            .map(Class::getName)
            .filter(name -> !covered.contains(name))
            .toList();
    assertEquals(List.of(), missing);
  }

  private static void check(OperatorCase one, int opset) {
    ModelProto model =
        OnnxExporter.export(one.graph(), Map.of(), ExportOptions.defaults().withOpset(opset));
    Map<String, Tensor> actual;
    try (OrtModel loaded =
        OrtModel.load(
            one + " at opset " + opset, model, BackendOptions.defaults().withThreads(1), CPU)) {
      actual = loaded.run(one.feeds());
    }
    one.expected()
        .forEach(
            (name, expected) ->
                assertEquals(
                    "",
                    one.agreement().firstDifference(expected, actual.get(name)),
                    one + ", output " + name + ", opset " + opset));
  }
}
