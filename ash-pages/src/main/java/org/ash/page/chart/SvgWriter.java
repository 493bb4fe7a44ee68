package org.ash.page.chart;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ash.page.Html;

/** A scene as SVG: text stays text, colours follow the scheme of the page. */
final class SvgWriter {
  private static final String[] DASHES = {"6 3", "2 3", "8 3 2 3", "12 4", "4 2 1 2 1 2"};
  private static final String PAPER =
      ".cp{fill:#fff}@media (prefers-color-scheme:dark){.cp{fill:#14171c}}\n";

  /** A picture in a document has more room than one of several on a telephone. */
  private static final double FILE_SCALE = 1.5;

  private SvgWriter() {}

  static String inline(Scene scene) {
    return open(scene, "", 1) + marks(scene) + "</svg>";
  }

  /** Of one size; the style sheet of the page has all that such charts have in common. */
  static String small(Scene scene) {
    String title = Html.escape(scene.title());
    StringBuilder svg = new StringBuilder("<svg class=\"mini\" role=\"img\" aria-label=\"");
    svg.append(title).append("\"><title>").append(title).append("</title><desc>");
    svg.append(Html.escape(scene.description())).append("</desc>");
    String open = "";
    for (Mark mark : scene.marks()) {
      if (mark instanceof Mark.Path path) {
        svg.append(open.isEmpty() ? "<path class=\"l" + path.hue().index() + "\" d=\"" : "");
        svg.append(bar(path.points()));
        open = "\"/>";
      } else if (mark instanceof Mark.Text text) {
        svg.append(open).append("<text y=\"").append(n(text.y())).append("\">");
        svg.append(Html.escape(text.text())).append("</text>");
      }
    }
    return svg.append("</svg>").toString();
  }

  /** Upright, of which a page may hold thousands. */
  private static String bar(List<Mark.Point> ends) {
    Mark.Point foot = ends.get(0);
    return "M" + n(foot.x()) + " " + n(foot.y()) + "V" + n(ends.get(1).y());
  }

  static String document(Scene scene) {
    Set<Hue> hues = new LinkedHashSet<>();
    for (Mark mark : scene.marks()) {
      if (mark instanceof Mark.Path path) {
        hues.add(path.hue());
      } else if (mark instanceof Mark.Area area) {
        hues.add(area.hue());
      } else if (mark instanceof Mark.Dot dot) {
        hues.add(dot.hue());
      }
    }
    return open(scene, " xmlns=\"http://www.w3.org/2000/svg\"", FILE_SCALE)
        + "<style>"
        + PAPER
        + Hues.css(List.copyOf(hues))
        + "</style><rect class=\"cp\" fill=\"#fff\" width=\"100%\" height=\"100%\"/>\n"
        + marks(scene)
        + "</svg>\n";
  }

  private static String open(Scene scene, String namespace, double scale) {
    String title = Html.escape(scene.title());
    return "<svg"
        + namespace
        + " role=\"img\" aria-label=\""
        + title
        + "\" width=\""
        + n(scale * scene.width())
        + "\" height=\""
        + n(scale * scene.height())
        + "\" viewBox=\"0 0 "
        + n(scene.width())
        + " "
        + n(scene.height())
        + "\" font-family=\"system-ui, sans-serif\" font-size=\""
        + n(TextWidth.FONT)
        + "\"><title>"
        + title
        + "</title><desc>"
        + Html.escape(scene.description())
        + "</desc>\n";
  }

  /** Neighbours that are drawn alike are one element: a frame is many lines of one kind. */
  private static String marks(Scene scene) {
    StringBuilder svg = new StringBuilder();
    String open = "";
    for (Mark mark : scene.marks()) {
      String kind = mark instanceof Mark.Text ? "" : kind(mark);
      if (!kind.equals(open)) {
        svg.append(open.isEmpty() ? "" : "\"/>\n");
        svg.append(kind.isEmpty() ? "" : "<path" + kind + " d=\"");
        open = kind;
      }
      svg.append(mark instanceof Mark.Text text ? text(text) : outline(mark));
    }
    return svg.append(open.isEmpty() ? "" : "\"/>\n").toString();
  }

  private static String kind(Mark mark) {
    if (mark instanceof Mark.Path path) {
      return stroke(path.hue())
          + " stroke-width=\""
          + n(path.width())
          + "\""
          + (path.dash() == 0
              ? ""
              : " stroke-dasharray=\"" + DASHES[(path.dash() - 1) % DASHES.length] + "\"");
    }
    if (mark instanceof Mark.Dot dot) {
      return stroke(dot.hue())
          + " stroke-linecap=\"round\" stroke-width=\""
          + n(2 * dot.radius())
          + "\"";
    }
    if (mark instanceof Mark.Area area) {
      return fill(area.hue()) + " fill-opacity=\"0.18\"";
    }
    return " class=\"cg\" stroke=\"#d9dde3\" fill=\"none\"";
  }

  private static String outline(Mark mark) {
    if (mark instanceof Mark.Path path) {
      return through(path.points());
    }
    if (mark instanceof Mark.Area area) {
      return through(area.points()) + "z";
    }
    if (mark instanceof Mark.Dot dot) {
      return "M" + n(dot.x()) + " " + n(dot.y()) + "h0";
    }
    if (mark instanceof Mark.Rule rule) {
      return "M%s %sL%s %s".formatted(n(rule.x1()), n(rule.y1()), n(rule.x2()), n(rule.y2()));
    }
    throw new IllegalStateException("No outline of " + mark);
  }

  private static String text(Mark.Text text) {
    String anchor =
        switch (text.anchor()) {
          case START -> "";
          case MIDDLE -> " text-anchor=\"middle\"";
          case END -> " text-anchor=\"end\"";
        };
    String kind =
        switch (text.weight()) {
          case TITLE -> " class=\"ct\" font-weight=\"bold\" fill=\"#1d2129\"";
          case PLAIN -> " class=\"ct\" fill=\"#1d2129\"";
          case MUTED -> " class=\"cm\" fill=\"#59606b\"";
        };
    return "<text x=\""
        + n(text.x())
        + "\" y=\""
        + n(text.y())
        + "\""
        + anchor
        + kind
        + ">"
        + Html.escape(text.text())
        + "</text>\n";
  }

  private static String through(List<Mark.Point> points) {
    StringBuilder d = new StringBuilder();
    for (Mark.Point point : points) {
      d.append(d.isEmpty() ? 'M' : 'L').append(n(point.x())).append(' ').append(n(point.y()));
    }
    return d.toString();
  }

  private static String stroke(Hue hue) {
    return " class=\"l" + hue.index() + "\" fill=\"none\" stroke=\"" + hue.light() + "\"";
  }

  private static String fill(Hue hue) {
    return " class=\"f" + hue.index() + "\" fill=\"" + hue.light() + "\"";
  }

  /** A place to a tenth of a pixel. */
  private static String n(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
