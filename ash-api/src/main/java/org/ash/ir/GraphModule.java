package org.ash.ir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.tensor.Tensor;

/**
 * Named graphs over one set of variables, with the values that these begin with. What a backend
 * loads.
 *
 * @param name for people and logs
 * @param initialValues every variable of every graph, with its first value
 * @param graphs the graphs by name: {@code train}, {@code eval}, {@code stepD}, ...
 */
public record GraphModule(
    String name, Map<Variable, Tensor> initialValues, Map<String, Graph> graphs) {

  /**
   * Checks that every variable has a value of its type and no two share a name.
   *
   * @throws IllegalArgumentException naming the variable that does not fit
   */
  public GraphModule {
    initialValues = Collections.unmodifiableMap(new LinkedHashMap<>(initialValues));
    graphs = Collections.unmodifiableMap(new LinkedHashMap<>(graphs));
    Map<String, Variable> byName = new LinkedHashMap<>();
    initialValues.forEach(
        (variable, value) -> {
          if (byName.putIfAbsent(variable.name(), variable) != null) {
            throw new IllegalArgumentException("Two variables are named '" + variable.name() + "'");
          }
          if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
            throw new IllegalArgumentException(
                "Variable "
                    + variable
                    + " cannot begin with "
                    + value.dtype()
                    + " "
                    + value.shape()
                    + ".");
          }
        });
    for (Graph graph : graphs.values()) {
      for (Variable variable : graph.variables()) {
        if (!variable.equals(byName.get(variable.name()))) {
          throw new IllegalArgumentException(
              "Graph '" + graph.name() + "' uses " + variable + ", which has no initial value.");
        }
      }
    }
  }

  /**
   * One of the graphs.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public Graph graph(String graphName) {
    Graph graph = graphs.get(graphName);
    if (graph == null) {
      throw new IllegalArgumentException(
          "Module '"
              + name
              + "' has no graph '"
              + graphName
              + "'; it has "
              + graphs.keySet()
              + ".");
    }
    return graph;
  }

  /**
   * One of the variables.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public Variable variable(String variableName) {
    return initialValues.keySet().stream()
        .filter(variable -> variable.name().equals(variableName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Module '" + name + "' has no variable '" + variableName + "'."));
  }
}
