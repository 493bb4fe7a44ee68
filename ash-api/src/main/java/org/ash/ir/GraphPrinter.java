package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints a graph for people: a header with inputs and variables, one aligned line per node, then
 * the outputs and assignments.
 */
public final class GraphPrinter {
  private static final int LONGEST_COLUMN = 48;

  private GraphPrinter() {}

  /** The graph as text, lines ending in a newline. */
  public static String print(Graph graph) {
    StringBuilder text = new StringBuilder("graph " + graph.name() + "\n");
    List<String[]> inputs = new ArrayList<>();
    graph.inputs().forEach(input -> inputs.add(row(input.name(), input.type().toString())));
    section(text, "inputs", inputs);
    List<String[]> variables = new ArrayList<>();
    Set<Variable> used = graph.variables();
    used.forEach(variable -> variables.add(row(variable.name(), variable.type().toString())));
    section(text, "variables", variables);
    List<String[]> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      nodes.add(
          row(
              node.name(),
              call(node),
              node.outputs().stream()
                  .map(output -> output.type().toString())
                  .collect(Collectors.joining(", "))));
    }
    section(text, "nodes", nodes);
    List<String[]> outputs = new ArrayList<>();
    graph.outputs().forEach((name, value) -> outputs.add(row(name, "= " + label(value))));
    section(text, "outputs", outputs);
    List<String[]> assignments = new ArrayList<>();
    graph
        .assignments()
        .forEach((variable, value) -> assignments.add(row(variable.name(), ":= " + label(value))));
    section(text, "assignments", assignments);
    return text.toString();
  }

  private static String[] row(String... cells) {
    return cells;
  }

  private static String call(Node node) {
    String op = node.op().toString();
    String attributes = op.endsWith("[]") ? op.substring(0, op.length() - 2) : op;
    return attributes
        + node.inputs().stream()
            .map(GraphPrinter::label)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String label(Value value) {
    if (value instanceof Value.Constant constant && constant.tensor().size() == 1) {
      return Double.toString(constant.tensor().get(0));
    }
    return value.name();
  }

  private static void section(StringBuilder text, String title, List<String[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    text.append("  ").append(title).append('\n');
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns - 1; i++) {
        widths[i] = Math.min(LONGEST_COLUMN, Math.max(widths[i], row[i].length()));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder("    ");
      for (int i = 0; i < columns; i++) {
        line.append(row[i]);
        line.append(" ".repeat(Math.max(0, widths[i] - row[i].length()))).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
