package org.ash.spi;

import java.util.Map;
import org.ash.ir.Graph;
import org.ash.tensor.Tensor;

/**
 * A file format that graphs are deployed in, with a runtime that executes such files. Found by
 * {@link java.util.ServiceLoader}; the conformance suite holds what a backend has trained to what
 * the file gives.
 */
public interface InferenceFormat {

  /** Its name, as {@code onnx}. */
  String name();

  /**
   * Writes a graph to a file, and runs the file.
   *
   * @param graph one without assignments
   * @param variables a value for each variable that the graph reads, by name
   * @param feeds a tensor for each input of the graph, by name
   * @return every output, by the graph's names
   * @throws IllegalArgumentException when the graph cannot be written in this format
   * @throws BackendException when the runtime refuses the file
   */
  Map<String, Tensor> throughAFile(
      Graph graph, Map<String, Tensor> variables, Map<String, Tensor> feeds);
}
