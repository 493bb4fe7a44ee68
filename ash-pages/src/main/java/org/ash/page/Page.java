package org.ash.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.ash.page.chart.Hues;

/**
 * A page in one file that needs no other and no network: light or dark as its reader's system is,
 * wide or as narrow as a telephone. It is well-formed XML, too.
 */
public final class Page {
  private static final String STYLE = read("page.css");

  private final String title;
  private final StringBuilder body = new StringBuilder();

  /** With a title, which is its first heading, too. */
  public Page(String title) {
    this.title = title;
  }

  /** Adds HTML. */
  public Page add(String html) {
    body.append(html);
    return this;
  }

  /** Adds a heading and what stands below it. */
  public Page section(String heading, String html) {
    body.append(heading(heading)).append(html);
    return this;
  }

  /** A heading, which links can point to by its words. */
  public static String heading(String text) {
    return "<h2 id=\"" + anchor(text) + "\">" + Html.escape(text) + "</h2>\n";
  }

  /** What a link to a heading has behind its {@code #}. */
  public static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** The whole. */
  public String html() {
    String name = Html.escape(title);
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>"
        + name
        + "</title>\n<style>\n"
        + STYLE
        + Hues.css()
        + "</style></head><body>\n<h1>"
        + name
        + "</h1>\n"
        + body
        + "</body></html>\n";
  }

  private static String read(String resource) {
    try (InputStream stream = Page.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("The jar of ash-pages lacks " + resource + ".");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
