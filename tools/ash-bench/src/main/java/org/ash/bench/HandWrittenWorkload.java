package org.ash.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.ash.tensor.Philox;

/** Training steps of the hand-written program on random images. */
final class HandWrittenWorkload implements Workload {
  private static final long SEED = 1;
  private static final int CLASSES = 10;

  private final HandWrittenResNet20 network;
  private final FloatBuffer images;
  private final IntBuffer labels;
  private final float learningRate;

  HandWrittenWorkload(int batch, int threads, float learningRate) {
    this.learningRate = learningRate;
    network = new HandWrittenResNet20(batch, SEED, threads);
    Philox random = new Philox(SEED, Philox.site("images"));
    double[] normals = random.normals(batch * HandWrittenResNet20.IMAGE_VALUES);
    images = direct(normals.length * Float.BYTES).asFloatBuffer();
    for (double normal : normals) {
      images.put((float) normal);
    }
    images.flip();
    labels = direct(batch * Integer.BYTES).asIntBuffer();
    for (int i = 0; i < batch; i++) {
      labels.put(random.below(i, CLASSES));
    }
    labels.flip();
  }

  @Override
  public void step() {
    network.step(images.duplicate(), labels.duplicate(), learningRate);
  }

  @Override
  public void close() {
    network.close();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
