package org.ash.page;

import java.util.Base64;
import java.util.List;

/**
 * A picture of pixels with its words.
 *
 * @param source a {@code data:} address
 * @param text what it shows, for who does not see it
 * @param caption HTML below it
 */
public record Picture(String source, String text, String caption) {
  private static final int PNG = 0x89;

  /**
   * Of a file.
   *
   * @param file PNG or JPEG
   */
  public static Picture of(byte[] file, String text, String caption) {
    return new Picture(source(file), text, caption);
  }

  /** A PNG or JPEG file as an address that holds all of it. */
  public static String source(byte[] file) {
    String type = (file[0] & 0xff) == PNG ? "png" : "jpeg";
    return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(file);
  }

  /** The element. */
  public String html() {
    return "<figure><img alt=\""
        + Html.escape(text)
        + "\" src=\""
        + Html.escape(source)
        + "\"/><figcaption>"
        + caption
        + "</figcaption></figure>\n";
  }

  /** Pictures beside each other, as many as the page is wide. */
  public static String gallery(List<Picture> pictures) {
    StringBuilder html = new StringBuilder("<div class=\"tiles\">");
    pictures.forEach(picture -> html.append(picture.html()));
    return html.append("</div>\n").toString();
  }
}
