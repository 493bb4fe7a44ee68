package org.ash.onnx.export;

import org.ash.ir.Graph;
import org.ash.ir.Variable;

/**
 * What the inputs and outputs of a model are called.
 *
 * <p>In the IR inputs, outputs and variables are named apart from each other: a graph may well read
 * the variable {@code w} and return an output {@code w}. All names of an ONNX model share one
 * space.
 */
public enum InterfaceNames {
  /**
   * As in the graph, for people and for other programs; what a variable becomes is {@code next/}
   * and its name. A graph that names two of them alike is refused.
   */
  PLAIN("", "", "", "next/"),

  /**
   * Each with a prefix of its kind, for an engine that runs any graph; the caller maps the names.
   */
  PREFIXED("input/", "output/", "variable/", "next/");

  private final String inputPrefix;
  private final String outputPrefix;
  private final String variablePrefix;
  private final String nextPrefix;

  InterfaceNames(
      String inputPrefix, String outputPrefix, String variablePrefix, String nextPrefix) {
    this.inputPrefix = inputPrefix;
    this.outputPrefix = outputPrefix;
    this.variablePrefix = variablePrefix;
    this.nextPrefix = nextPrefix;
  }

  /** The model's input for an input of the graph, see {@link Graph#inputs}. */
  public String input(String name) {
    return inputPrefix + name;
  }

  /** The model's output for an output of the graph, see {@link Graph#outputs}. */
  public String output(String name) {
    return outputPrefix + name;
  }

  /** The model's input that holds a variable. */
  public String variable(Variable variable) {
    return variablePrefix + variable.name();
  }

  /** The model's output that holds what a variable becomes. */
  public String next(Variable variable) {
    return nextPrefix + variable.name();
  }
}
