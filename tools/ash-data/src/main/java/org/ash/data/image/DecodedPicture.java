package org.ash.data.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** The first picture of a file as a decoder gives it, and what the decoder warns of. */
final class DecodedPicture implements Picture {
  private final ImageReader reader;
  private final PictureSize size;
  private final Orientation orientation;
  private final List<String> warnings = new ArrayList<>();

  private DecodedPicture(ImageReader reader, Orientation orientation) throws IOException {
    this.reader = reader;
    this.orientation = orientation;
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    size = PictureSize.of(reader.getHeight(0), reader.getWidth(0), 1);
  }

  /** Opens a file and reads its header. */
  static DecodedPicture open(ImageFormat format, byte[] content, Orientation orientation)
      throws IOException {
    ImageReader reader = format.reader();
    boolean opened = false;
    try {
      reader.setInput(new ByteArrayImageInputStream(content), true, true);
      DecodedPicture picture = new DecodedPicture(reader, orientation);
      opened = true;
      return picture;
    } finally {
      if (!opened) {
        reader.dispose();
      }
    }
  }

  @Override
  public PictureSize size() {
    return size;
  }

  @Override
  public Orientation orientation() {
    return orientation;
  }

  @Override
  public boolean printed() {
    return false;
  }

  @Override
  public Bitmap decode(int step) throws IOException {
    return Pixels.bitmap(image(step));
  }

  /** In the colours that the decoder makes of it. */
  BufferedImage image(int step) throws IOException {
    return reader.read(0, every(step));
  }

  /** As it is stored, no colour converted. */
  Raster raster(int step) throws IOException {
    return reader.readRaster(0, every(step));
  }

  private ImageReadParam every(int step) {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(step, step, 0, 0);
    return parameters;
  }

  /** What the decoder warned of so far. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
