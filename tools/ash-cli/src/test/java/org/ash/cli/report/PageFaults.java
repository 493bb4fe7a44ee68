package org.ash.cli.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What is wrong with a page, whatever it is about. */
public final class PageFaults {
  private static final int MOST_BYTES = 400_000;

  private PageFaults() {}

  /** Each in a few words; none for a page that is as it should be. */
  public static List<String> of(String page) {
    List<String> faults = new ArrayList<>();
    int size = page.getBytes(StandardCharsets.UTF_8).length;
    if (size >= MOST_BYTES) {
      faults.add(size + " bytes");
    }
    Document document;
    try {
      document = parsed(page);
    } catch (SAXException e) {
      faults.add("is not well-formed: " + e.getMessage());
      return faults;
    }
    if (!page.contains("name=\"viewport\" content=\"width=device-width")) {
      faults.add("has no viewport");
    }
    if (!page.contains("name=\"color-scheme\" content=\"light dark\"")
        || !page.contains("prefers-color-scheme: dark")) {
      faults.add("has one colour scheme");
    }
    if (page.contains("://")) {
      faults.add("links outside: " + page.substring(page.indexOf("://") - 8).lines().findFirst());
    }
    elements(document, "img", image -> !image.getAttribute("src").startsWith("data:image/"))
        .forEach(image -> faults.add("loads " + image.getAttribute("src")));
    elements(document, "img", image -> image.getAttribute("alt").isBlank())
        .forEach(image -> faults.add("an image without words"));
    elements(document, "table", table -> !isInBox(table))
        .forEach(table -> faults.add("a table that would widen the page"));
    elements(document, "svg", svg -> true).forEach(svg -> chart(faults, svg));
    return faults;
  }

  private static boolean isInBox(Element table) {
    return table.getParentNode() instanceof Element box
        && box.getAttribute("class").equals("wide")
        && !box.getAttribute("aria-label").isBlank();
  }

  private static void chart(List<String> faults, Element svg) {
    String name = svg.getAttribute("aria-label");
    if (name.isBlank() || !svg.getAttribute("role").equals("img")) {
      faults.add("a chart without a name");
    }
    for (String tag : List.of("title", "desc", "text")) {
      NodeList found = svg.getElementsByTagName(tag);
      if (found.getLength() == 0 || found.item(0).getTextContent().isBlank()) {
        faults.add("chart '" + name + "' has no " + tag);
      }
    }
    elements(svg, "text", text -> text.getTextContent().matches("-?[.,]\\d.*"))
        .forEach(text -> faults.add(name + " is marked " + text.getTextContent()));
  }

  /** Elements of this name for which something holds. */
  static List<Element> elements(Document document, String tag, Predicate<Element> which) {
    return elements(document.getDocumentElement(), tag, which);
  }

  private static List<Element> elements(Element root, String tag, Predicate<Element> which) {
    NodeList found = root.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .filter(which)
        .toList();
  }

  static Document parsed(String page) throws SAXException {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(
          new InputSource(
              new ByteArrayInputStream(
                  page.replace("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8))));
    } catch (ParserConfigurationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Says nothing on its own. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXParseException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }
}
