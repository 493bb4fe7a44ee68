package org.ash.spi;

import java.util.List;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;

/** An open engine. */
public interface Backend extends AutoCloseable {

  /** The provider's name. */
  String name();

  /** Version of the engine. */
  String engineVersion();

  /** The device it runs on. */
  Device device();

  /**
   * Whether this case of an operator can be executed: its attributes, operand types and shapes. A
   * composite that is not supported is decomposed; a primitive that is not makes {@link #load}
   * fail.
   */
  boolean supports(Op op, List<TensorType> inputs);

  /**
   * Makes a module ready to run; its variables get their initial values.
   *
   * @throws BackendException when an operator is not supported or the engine refuses the graph
   */
  Executable load(GraphModule module);

  /** Closes everything that was loaded and releases the engine; a second call does nothing. */
  @Override
  void close();
}
