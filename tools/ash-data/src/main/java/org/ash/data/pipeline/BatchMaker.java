package org.ash.data.pipeline;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ash.data.image.ImageStore;

/** Makes any batch of a pass, from stored bytes to normalized numbers; thread-safe. */
final class BatchMaker implements BatchRing.Filler {
  private final ImageStore images;
  private final Normalization normalization;
  private final int[] order;
  private final Augmentation augmentation;
  private final Optional<Cutout> cutout;

  BatchMaker(
      ImageStore images,
      Normalization normalization,
      int[] order,
      Augmentation augmentation,
      Optional<Cutout> cutout) {
    this.images = images;
    this.normalization = normalization;
    this.order = order;
    this.augmentation = augmentation;
    this.cutout = cutout;
  }

  @Override
  public void fill(int batch, BatchRing.Slot slot, BooleanSupplier stopped) {
    int first = batch * slot.capacity();
    int count = Math.min(slot.capacity(), order.length - first);
    float[] view = slot.scratch();
    for (int i = 0; i < count; i++) {
      if (stopped.getAsBoolean()) {
        return;
      }
      int image = order[first + i];
      augmentation.place(image, slot.placement());
      lay(image, slot.placement(), view);
      // No lambda: it would be an object for each image until this is compiled.
      if (cutout.isPresent()) {
        cutout.get().cut(image, view, images.height(), images.width());
      }
      slot.put(i, view, images.label(image));
    }
    slot.complete(count);
  }

  /** Writes one image, {@code [C, H, W]}, as its placement says. */
  private void lay(int image, Placement placement, float[] view) {
    byte[] bytes = images.block(image);
    int height = images.height();
    int width = images.width();
    int plane = images.offset(image);
    int to = 0;
    for (int channel = 0; channel < images.channels(); channel++) {
      float[] values = normalization.ofChannel(channel);
      for (int row = 0; row < height; row++) {
        int source = row + placement.down;
        if (source < 0 || source >= height) {
          layBlack(view, to, width, values[0]);
        } else {
          layRow(bytes, plane + source * width, placement, values, view, to, width);
        }
        to += width;
      }
      plane += height * width;
    }
  }

  private static void layBlack(float[] view, int to, int width, float black) {
    for (int column = 0; column < width; column++) {
      view[to + column] = black;
    }
  }

  private static void layRow(
      byte[] bytes, int row, Placement placement, float[] values, float[] view, int to, int width) {
    int right = placement.right;
    int step = placement.mirrored ? -1 : 1;
    int at = placement.mirrored ? to + width - 1 : to;
    for (int column = 0; column < width; column++) {
      int source = column + right;
      int value = source < 0 || source >= width ? 0 : bytes[row + source] & 0xff;
      view[at] = values[value];
      at += step;
    }
  }
}
