package org.ash.tf;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ash.spi.BackendOptions;
import org.junit.jupiter.api.Test;

/** The switch that TensorFlow Java lacks is found in the native library and obeys. */
final class TensorFloat32Test {
  @Test
  void theSwitch_isReadAsItWasSet() {
    new TensorFlowProvider().open(BackendOptions.defaults()).close();
    TensorFloat32.allow(false);
    assertFalse(TensorFloat32.isAllowed());
    TensorFloat32.allow(true);
    assertTrue(TensorFloat32.isAllowed());
    TensorFloat32.allow(false);
    assertFalse(TensorFloat32.isAllowed());
  }
}
