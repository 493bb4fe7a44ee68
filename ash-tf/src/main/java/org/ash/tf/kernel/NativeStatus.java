package org.ash.tf.kernel;

/** A TF_Status of our own, freed on close. */
final class NativeStatus implements AutoCloseable {

  private final long handle = TensorFlowKernelApi.TF_NewStatus();

  /** The TF_Status pointer. */
  long handle() {
    return handle;
  }

  /** Throws when the last call that was given this status failed. */
  void check() {
    check(handle);
  }

  /**
   * Throws when {@code status} holds an error.
   *
   * @throws KernelException with TensorFlow's code and message
   */
  static void check(long status) {
    int code = TensorFlowKernelApi.TF_GetCode(status);
    if (code != TensorFlowKernelApi.OK) {
      throw new KernelException(code, TensorFlowKernelApi.TF_Message(status));
    }
  }

  /** Puts what went wrong into a status of TensorFlow's, under the code that fits it. */
  static void set(long status, Throwable failure) {
    int code =
        failure instanceof KernelException known ? known.code() : TensorFlowKernelApi.INTERNAL;
    String message = failure instanceof KernelException ? failure.getMessage() : failure.toString();
    TensorFlowKernelApi.TF_SetStatus(status, code, message);
  }

  @Override
  public void close() {
    TensorFlowKernelApi.TF_DeleteStatus(handle);
  }
}
