package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageFormatsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg", "a.JPEG", "a.jpe", "a.JFIF", "a.png", "a.b.Gif", "a.bmp", "a.tif", "a.TIFF",
        "a.WebP"
      })
  void namesOfReadableImages(String name) {
    assertTrue(ImageFormats.isImageName(name), name);
    assertTrue(ImageFormats.isImageName(Path.of("folder.txt", name)), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", ".jpg", "a", "a.", "a.txt", "a.jpg.txt", "a.heic", ""})
  void otherNames(String name) {
    assertFalse(ImageFormats.isImageName(name), name);
  }

  @Test
  void rootOfAFileSystem_isNoImage() {
    assertFalse(ImageFormats.isImageName(Path.of("").toAbsolutePath().getRoot()));
  }

  @Test
  void everyEnding_isInTheTextForPeople() {
    for (String ending : ImageFormats.endings()) {
      assertTrue(ImageFormats.NAMES.toLowerCase(Locale.ROOT).contains(ending), ending);
    }
    assertEquals(ImageFormats.endings().stream().sorted().toList(), ImageFormats.endings());
  }
}
