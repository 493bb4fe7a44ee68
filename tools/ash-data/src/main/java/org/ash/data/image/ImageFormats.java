package org.ash.data.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which image files can be read, by the ends of their names. This is the one place that says so;
 * what a file holds is judged by its content, so that a PNG file named {@code .jpg} is read, too.
 */
public final class ImageFormats {
  /** For help texts and errors: the formats, and the ends of names where they are not the same. */
  public static final String NAMES =
      "JPEG (jpg, jpeg, jpe, jfif), PNG, GIF, BMP, TIFF (tif, tiff) or WebP";

  private static final List<String> ENDINGS =
      List.of("bmp", "gif", "jfif", "jpe", "jpeg", "jpg", "png", "tif", "tiff", "webp");

  private ImageFormats() {}

  /** The ends of names, in small letters and without the dot, in order. */
  public static List<String> endings() {
    return ENDINGS;
  }

  /**
   * Whether a name ends like that of an image that can be read; small and capital letters are the
   * same, and something stands before the dot. Nothing is looked at but the name: whether a hidden
   * file or a folder is meant is for the caller to know.
   */
  public static boolean isImageName(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** As the other, of a path's last name. */
  public static boolean isImageName(Path file) {
    Path name = file.getFileName();
    return name != null && isImageName(name.toString());
  }
}
