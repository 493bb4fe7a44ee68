package org.ash.data.image;

import java.io.IOException;

/** A picture whose header has been read, and whose pixels not yet. */
interface Picture extends AutoCloseable {

  /** How large it is as it is stored, before it is turned. */
  PictureSize size();

  /** How it is to be held. */
  Orientation orientation();

  /** Whether it is in the four colours of printers. */
  boolean printed();

  /**
   * The pixels, as they are stored.
   *
   * @param step every how many pixels and rows one is taken
   * @throws IOException when the content is damaged, or lacks a part of the picture
   */
  Bitmap decode(int step) throws IOException;

  @Override
  void close();

  /**
   * Opens what is in a file, by its content.
   *
   * @throws IOException when it is damaged, or of no kind that is read
   */
  static Picture open(byte[] content, ImageFormat format) throws IOException {
    return switch (format) {
      case JPEG -> JpegPicture.open(content);
      case PNG -> PngPicture.open(content);
      case WEBP -> WebpPicture.open(content);
      case GIF, BMP -> DecodedPicture.open(format, content, Orientation.UPRIGHT);
      case TIFF -> {
        if (!TiffDirectory.of(content).whole()) {
          throw new IOException("a part of its directory is missing");
        }
        yield DecodedPicture.open(format, content, Orientation.ofTiff(content));
      }
    };
  }
}
