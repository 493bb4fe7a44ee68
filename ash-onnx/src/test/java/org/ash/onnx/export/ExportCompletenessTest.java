package org.ash.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExportCompletenessTest {
  @Test
  void everyPrimitive_hasAnExport() {
    assertEquals(List.of(), OnnxExporter.missing());
  }
}
