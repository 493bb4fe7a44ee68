package org.ash.data.pipeline;

import org.ash.train.Preprocessing;

/** The normalized value of each byte, per channel: (byte / 255 - mean) / deviation. */
final class Normalization {
  private final float[][] values;

  private Normalization(float[][] values) {
    this.values = values;
  }

  static Normalization of(Preprocessing preprocessing) {
    float[][] values = new float[preprocessing.channels()][256];
    for (int channel = 0; channel < values.length; channel++) {
      double mean = preprocessing.mean().get(channel);
      double deviation = preprocessing.deviation().get(channel);
      for (int value = 0; value < 256; value++) {
        values[channel][value] = (float) ((value / 255.0 - mean) / deviation);
      }
    }
    return new Normalization(values);
  }

  /** The 256 values of a channel, by unsigned byte. */
  float[] ofChannel(int channel) {
    return values[channel];
  }
}
