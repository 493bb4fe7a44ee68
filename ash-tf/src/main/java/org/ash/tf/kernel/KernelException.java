package org.ash.tf.kernel;

/** A failure of a kernel or of its registration, with the TF_Code under which it is reported. */
final class KernelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  KernelException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** What the caller gave is at fault. */
  static KernelException invalid(String message) {
    return new KernelException(TensorFlowKernelApi.INVALID_ARGUMENT, message);
  }

  int code() {
    return code;
  }
}
