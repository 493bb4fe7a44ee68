package org.ash.conformance.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.ash.conformance.operator.OperatorCase;
import org.ash.reference.Oracle;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors, whose results the oracle has not made, and the oracle agree. */
final class ConformanceVectorsTest {
  private static final double RELATIVE = 1e-12;
  private static final int FEWEST = 60;

  static List<ConformanceVector> vectors() {
    return ConformanceVectors.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void oracle_agreesWithTheVector(ConformanceVector vector) {
    OperatorCase operatorCase = vector.operatorCase();
    Map<String, Tensor> exact =
        Oracle.evaluate(operatorCase.graph(), operatorCase.feeds(), Map.of()).outputs();
    vector
        .outputs()
        .forEach(
            (name, stated) -> {
              Tensor found = exact.get(name);
              assertEquals(stated.shape(), found.shape(), name);
              for (int i = 0; i < stated.size(); i++) {
                double size = Math.abs(stated.get(i));
                double allowed = Double.isFinite(size) ? RELATIVE * Math.max(1, size) : RELATIVE;
                assertEquals(stated.get(i), found.get(i), allowed, name + "[" + i + "]");
              }
            });
  }

  @Test
  void thereAreEnough_eachWithANoteOfItsOwn() {
    assertTrue(vectors().size() >= FEWEST, () -> vectors().size() + " vectors");
    vectors().forEach(vector -> assertTrue(vector.note().length() >= 10, vector.id()));
  }
}
