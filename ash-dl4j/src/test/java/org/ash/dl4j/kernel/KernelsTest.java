package org.ash.dl4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ash.ir.Operators;
import org.junit.jupiter.api.Test;

/** No operator is forgotten. */
final class KernelsTest {
  @Test
  void everyPrimitive_hasAKernel() {
    assertEquals(List.of(), Kernels.missing(Operators.primitives()));
  }
}
