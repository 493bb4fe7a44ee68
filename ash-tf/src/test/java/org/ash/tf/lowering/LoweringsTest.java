package org.ash.tf.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ash.ir.Operators;
import org.ash.spi.Device;
import org.junit.jupiter.api.Test;

/** No operator is forgotten. */
final class LoweringsTest {
  @Test
  void everyPrimitive_hasALowering() {
    Lowerings lowerings = new Lowerings(Device.Kind.CPU, 1);
    assertEquals(List.of(), lowerings.missing(Operators.primitives()));
  }
}
