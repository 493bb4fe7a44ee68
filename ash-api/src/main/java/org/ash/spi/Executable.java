package org.ash.spi;

import java.util.Map;
import org.ash.ir.GraphModule;
import org.ash.tensor.Tensor;

/**
 * A loaded module: its graphs share the variables, which live on the device.
 *
 * <p>Reads see the values from before the run; assignments take effect together after every read; a
 * failed run leaves all variables unchanged. Graphs without assignments may run concurrently;
 * others serialize. After {@link #close}, every method throws {@link IllegalStateException}.
 */
public interface Executable extends AutoCloseable {

  /** What was loaded. */
  GraphModule module();

  /**
   * Runs a graph. Any batch size of at least 1 is taken.
   *
   * @param graph name of the graph
   * @param feeds a tensor for each of its inputs; borrowed for the call
   * @return a tensor for each of its outputs; they belong to the caller
   * @throws IllegalStateException when this is closed; that comes before all other complaints
   * @throws IllegalArgumentException when a feed is missing, unknown, of another type or shape, or
   *     has no example at all: {@code N} is at least 1
   * @throws BackendException when the engine fails
   */
  Map<String, Tensor> run(String graph, Map<String, Tensor> feeds);

  /**
   * Runs a graph and writes its outputs into tensors of the caller.
   *
   * @param results a tensor of the right type and shape for each output wanted; the others are
   *     dropped; over memory that can be written to
   * @throws IllegalArgumentException as {@link #run(String, Map)}, and when a result is unknown, of
   *     another type or shape, or over read-only memory
   */
  void run(String graph, Map<String, Tensor> feeds, Map<String, Tensor> results);

  /** A copy of the value of a variable. */
  Tensor read(String variable);

  /**
   * Gives a variable a value.
   *
   * @throws IllegalArgumentException when there is no such variable or the type differs
   */
  void write(String variable, Tensor value);

  /** Waits for running calls, then releases everything; a second call does nothing. */
  @Override
  void close();
}
