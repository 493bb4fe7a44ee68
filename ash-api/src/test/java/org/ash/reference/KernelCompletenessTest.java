package org.ash.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ash.ir.Operators;
import org.junit.jupiter.api.Test;

final class KernelCompletenessTest {

  @Test
  void everyPrimitive_hasAKernel() {
    assertEquals(List.of(), Kernels.missing(Operators.primitives()));
  }

  @Test
  void everyComposite_hasAKernelThatIsItsFormula() {
    assertEquals(List.of(), Kernels.missing(Operators.composites()));
  }
}
