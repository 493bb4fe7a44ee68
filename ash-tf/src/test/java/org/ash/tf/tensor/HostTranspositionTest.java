package org.ash.tf.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class HostTranspositionTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOAT16", "BFLOAT16"})
  void weights_lieByPositionThenChannels(DType dtype) {
    Tensor x = Tensor.generate(dtype, Shape.of(2, 3, 4, 5), i -> dtype == DType.BOOL ? i % 2 : i);
    Tensor y = HostTransposition.apply(x, 2, 3, 1, 0);
    assertEquals(Shape.of(4, 5, 3, 2), y.shape());
    for (int m = 0; m < 2; m++) {
      for (int c = 0; c < 3; c++) {
        for (int h = 0; h < 4; h++) {
          for (int w = 0; w < 5; w++) {
            assertEquals(
                x.get(((m * 3 + c) * 4 + h) * 5 + w), y.get(((h * 5 + w) * 3 + c) * 2 + m));
          }
        }
      }
    }
  }

  @Test
  void theInversePermutation_givesBackEveryBit() {
    Tensor x = Tensor.generate(DType.INT64, Shape.of(1, 3, 1, 2), i -> i);
    x.longs().put(0, (1L << 53) + 1);
    Tensor back = HostTransposition.apply(HostTransposition.apply(x, 2, 3, 1, 0), 3, 2, 0, 1);
    assertTrue(back.bitEquals(x));
  }

  @Test
  void anEmptyTensor_staysEmpty() {
    Tensor y = HostTransposition.apply(Tensor.allocate(DType.FLOAT32, Shape.of(2, 0, 3)), 1, 2, 0);
    assertEquals(Shape.of(0, 3, 2), y.shape());
  }
}
