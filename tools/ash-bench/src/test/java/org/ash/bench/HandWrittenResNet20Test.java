package org.ash.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Random;
import org.ash.tf.kernel.AshKernel;
import org.junit.jupiter.api.Test;

class HandWrittenResNet20Test {

  private static final int BATCH = 8;

  private static FloatBuffer images(long seed) {
    Random random = new Random(seed);
    FloatBuffer images = FloatBuffer.allocate(BATCH * HandWrittenResNet20.IMAGE_VALUES);
    while (images.hasRemaining()) {
      images.put((float) random.nextGaussian());
    }
    return images.flip();
  }

  private static IntBuffer labels() {
    IntBuffer labels = IntBuffer.allocate(BATCH);
    while (labels.hasRemaining()) {
      labels.put(labels.position() % 10);
    }
    return labels.flip();
  }

  @Test
  void network_hasThePublishedNumberOfParameters() {
    try (HandWrittenResNet20 network = new HandWrittenResNet20(BATCH, 1, 1)) {
      assertEquals(269_722, network.parameters());
    }
  }

  @Test
  void steps_onOneBatch_learnIt() {
    try (HandWrittenResNet20 network = new HandWrittenResNet20(BATCH, 1, 1)) {
      float first = network.step(images(2), labels(), 0.05f);
      float last = first;
      for (int i = 0; i < 15; i++) {
        last = network.step(images(2), labels(), 0.05f);
      }
      assertTrue(first > 1.5f, "loss at the start " + first);
      assertTrue(last < first / 4, "loss " + first + " became " + last);
    }
  }

  @Test
  void fusedAsh_canStandInForRelu_andTrains() {
    try (HandWrittenResNet20 network =
        new HandWrittenResNet20(
            BATCH,
            1,
            1,
            (tf, x, scalars) ->
                AshKernel.forward(tf.scope(), x, scalars.create(1f), scalars.create(0f), 1e-5f, 1)
                    .y())) {
      assertEquals(269_722 + 2 * 19, network.parameters());
      float first = network.step(images(2), labels(), 0.05f);
      float last = first;
      for (int i = 0; i < 15; i++) {
        last = network.step(images(2), labels(), 0.05f);
      }
      assertTrue(last < first / 4, "loss " + first + " became " + last);
    }
  }
}
