package org.ash.onnx.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.export.OperatorCase;
import org.ash.onnx.export.OperatorCases;
import org.ash.onnx.guard.TrustedNatives;
import org.ash.onnx.proto.ModelProto;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The official checker and strict shape inference take what every operator becomes. */
class OfficialCheckerTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCase_passesTheOfficialChecker() {
    return Stream.of(13, 17, 22)
        .map(
            opset ->
                DynamicTest.dynamicTest(
                    "opset " + opset,
                    () -> {
                      for (OperatorCase one : OperatorCases.all()) {
                        check(one, opset);
                      }
                    }));
  }

  private void check(OperatorCase one, int opset) throws IOException {
    ModelProto model =
        OnnxExporter.export(one.graph(), Map.of(), ExportOptions.defaults().withOpset(opset));
    Path file = folder.resolve("case.onnx");
    Files.write(file, model.toByteArray());
    assertEquals(List.of(), StructureCheck.check(model), one + ", opset " + opset);
    try (TrustedNatives natives = new TrustedNatives()) {
      assertEquals(Optional.empty(), natives.check(file).error(), one + ", opset " + opset);
    }
  }
}
