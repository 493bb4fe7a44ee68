package org.ash.data.folder;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.ash.data.image.Bitmap;
import org.ash.data.image.Images;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.ash.train.Preprocessing;

/** A picture as a network is shown it when it is judged: the same samples, bit for bit. */
public final class EvaluationView {
  private EvaluationView() {}

  /**
   * Reads a file so.
   *
   * @param wanted the network's preprocessing; where it does not know how pictures are cut, their
   *     largest centred part is taken
   * @return UINT8 {@code [C, H, W]}
   * @throws org.ash.data.DataException when the file is missing, unreadable or not an image
   */
  public static Tensor read(Path file, Preprocessing wanted) {
    return Images.read(file, whole -> of(whole, wanted));
  }

  /**
   * Of a picture that has been decoded, as by {@link Images#decode}.
   *
   * @param wanted as of {@link #read}
   * @return UINT8 {@code [C, H, W]}
   */
  public static Tensor of(Bitmap picture, Preprocessing wanted) {
    int channels = wanted.channels();
    int height = wanted.height();
    int width = wanted.width();
    OptionalInt resize = wanted.resize();
    if (resize.isEmpty() || height != width) {
      return Images.fitted(picture, height, width, channels);
    }
    Bitmap whole = picture.withChannels(channels);
    byte[] samples = new byte[channels * height * width];
    ViewOfImage.centre(whole, height, resize.getAsInt()).of(whole, height).copyTo(samples, 0);
    return Tensor.ofBytes(DType.UINT8, samples, channels, height, width);
  }
}
