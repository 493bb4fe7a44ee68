package org.ash.onnx.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.ash.onnx.proto.ModelProto;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * A model that ONNX Runtime has loaded. Runs may be concurrent; {@link #close} waits for them, and
 * a run afterwards throws {@link IllegalStateException} instead of ending the JVM.
 */
public final class OrtModel implements AutoCloseable {
  private final String name;
  private final OrtSession session;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private boolean closed;

  private OrtModel(String name, OrtSession session) {
    this.name = name;
    this.session = session;
  }

  /**
   * Loads a model file on the CPU.
   *
   * @throws BackendException when the engine refuses it; the message holds its reason
   */
  public static OrtModel load(Path path, BackendOptions options) {
    Device cpu = new Device(Device.Kind.CPU, 0, "CPU");
    try (OrtSession.SessionOptions session = OrtRuntime.sessionOptions(options, cpu)) {
      return new OrtModel(
          path.getFileName().toString(),
          OrtRuntime.environment().createSession(path.toString(), session));
    } catch (OrtException e) {
      throw refused(path.getFileName().toString(), e);
    }
  }

  /** Loads a model from memory; {@code name} is for errors. */
  static OrtModel load(String name, ModelProto model, BackendOptions options, Device device) {
    try (OrtSession.SessionOptions session = OrtRuntime.sessionOptions(options, device)) {
      return new OrtModel(
          name, OrtRuntime.environment().createSession(model.toByteArray(), session));
    } catch (OrtException e) {
      throw refused(name, e);
    }
  }

  /** Names of the inputs, in the model's order. */
  public List<String> inputs() {
    return guarded(() -> List.copyOf(session.getInputNames()));
  }

  /** Names of the outputs, in the model's order. */
  public List<String> outputs() {
    return guarded(() -> List.copyOf(session.getOutputNames()));
  }

  /**
   * Runs the model.
   *
   * @param feeds a tensor for each input
   * @return every output, copied
   * @throws BackendException when the engine fails
   */
  public Map<String, Tensor> run(Map<String, Tensor> feeds) {
    return guarded(
        () -> {
          try (Borrowed inputs = new Borrowed(feeds);
              OrtSession.Result result = session.run(inputs.tensors())) {
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
              outputs.put(entry.getKey(), copy(entry.getKey(), entry.getValue()));
            }
            return outputs;
          }
        });
  }

  /** Runs the model and writes the outputs named into tensors of the caller. */
  void run(Map<String, Tensor> feeds, Map<String, Tensor> results) {
    guarded(
        () -> {
          try (Borrowed inputs = new Borrowed(feeds);
              Borrowed outputs = new Borrowed(results);
              OrtSession.Result result = session.run(inputs.tensors(), outputs.tensors())) {
            return result.size();
          }
        });
  }

  /** Waits for running calls, then releases the engine's memory; a second call does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new BackendException("ONNX Runtime could not release " + name + ".", e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws OrtException;
  }

  private <T> T guarded(Call<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("Model " + name + " is closed.");
      }
      return call.run();
    } catch (OrtException e) {
      throw new BackendException("ONNX Runtime failed on " + name + ": " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private static BackendException refused(String name, OrtException e) {
    return new BackendException("ONNX Runtime refuses " + name + ": " + e.getMessage(), e);
  }

  private static Tensor copy(String name, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new BackendException(
          "The output '" + name + "' is a " + value.getType() + ", not a tensor.");
    }
    Shape shape = Shape.of(tensor.getInfo().getShape());
    DType dtype =
        switch (tensor.getInfo().type) {
          case FLOAT -> DType.FLOAT32;
          case DOUBLE -> DType.FLOAT64;
          case INT8 -> DType.INT8;
          case INT32 -> DType.INT32;
          case INT64 -> DType.INT64;
          case UINT8 -> DType.UINT8;
          case BOOL -> DType.BOOL;
          case INT16, FLOAT16, BFLOAT16, STRING, UNKNOWN ->
              throw new BackendException(
                  "The output '"
                      + name
                      + "' has type "
                      + tensor.getInfo().type
                      + ", which is not supported.");
        };
    if (shape.size() > Integer.MAX_VALUE / dtype.byteSize()) {
      throw new BackendException(
          "The output '" + name + "' is " + dtype + " " + shape + ", which takes 2 GiB or more.");
    }
    Tensor copy = Tensor.allocate(dtype, shape);
    if (copy.size() > 0) {
      copy.bytes().put(tensor.getByteBuffer());
    }
    return copy;
  }

  /** The engine's views of some tensors of ours, for one call. */
  private static final class Borrowed implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    Borrowed(Map<String, Tensor> lent) throws OrtException {
      try {
        for (Map.Entry<String, Tensor> entry : lent.entrySet()) {
          tensors.put(entry.getKey(), OrtRuntime.borrow(entry.getValue()));
        }
      } catch (OrtException | RuntimeException e) {
        close();
        throw e;
      }
    }

    Map<String, OnnxTensor> tensors() {
      return tensors;
    }

    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }
}
