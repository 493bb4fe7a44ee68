package org.ash.conformance.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.Op;
import org.ash.reference.CentralDifferences;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gradient rules hold engines to is itself held to central differences. */
final class GradientCaseTest {
  private static final double RELATIVE = 1e-7;

  static List<Class<? extends Op>> operators() {
    return OperatorSweeps.operators().stream()
        .filter(op -> !OperatorSweeps.of(op).smooth().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void oraclesGradients_areCentralDifferences(Class<? extends Op> op) {
    List<GradientCase> cases =
        OperatorSweeps.of(op).smooth().stream()
            .flatMap(operatorCase -> GradientCase.of(operatorCase).stream())
            .toList();
    for (GradientCase gradients : cases) {
      Map<String, Tensor> exact =
          Oracle.evaluate(gradients.graph(), gradients.feeds(), Map.of()).outputs();
      CentralDifferences differences =
          new CentralDifferences(gradients.graph(), gradients.feeds(), Map.of());
      for (String operand : gradients.operands()) {
        Tensor wanted = differences.ofInput("loss", Tensor.scalar(DType.FLOAT64, 1), operand);
        Tensor found = exact.get("d" + operand);
        for (int i = 0; i < wanted.size(); i++) {
          double allowed = RELATIVE * Math.max(1, Math.abs(wanted.get(i)));
          String place = gradients.label() + ": d" + operand + "[" + i + "]";
          assertEquals(wanted.get(i), found.get(i), allowed, place);
        }
      }
    }
  }
}
