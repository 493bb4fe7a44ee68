package org.ash.tf.kernel;

/** Whether the fused operators can be used in this process. */
public sealed interface KernelStatus {

  /** They can. */
  record Registered() implements KernelStatus {}

  /**
   * They cannot; the composition of TensorFlow's own operators serves instead.
   *
   * @param reason why, in one line for a person
   */
  record Unavailable(String reason) implements KernelStatus {}

  /** True when the operators may be put into graphs. */
  default boolean isRegistered() {
    return this instanceof Registered;
  }
}
