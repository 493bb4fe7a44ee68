package org.ash.tf.kernel;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Defines {@code AshFused} and {@code AshFusedGradient} to TensorFlow: signatures, shape inference
 * and kernels.
 *
 * <p>Whatever goes wrong inside a call from TensorFlow, Errors included, becomes a TF_Status: a
 * Java exception must not cross a C frame.
 */
final class AshOperators {

  static final String FORWARD = "AshFused";
  static final String GRADIENT = "AshFusedGradient";

  private static final String EPS = "eps: float = 0.00001";
  private static final String THREADS = "threads: int = 0";

  /** C's view of a kernel's constructor: takes a TF_OpKernelConstruction, returns its "this". */
  interface Create extends Callback {
    long invoke(long construction);
  }

  /** C's view of a kernel's work: "this" and a TF_OpKernelContext. */
  interface Compute extends Callback {
    void invoke(long self, long context);
  }

  /** C's view of a kernel's destructor. */
  interface Delete extends Callback {
    void invoke(long self);
  }

  /** C's view of shape inference: a TF_ShapeInferenceContext and a TF_Status. */
  interface InferShapes extends Callback {
    void invoke(long context, long status);
  }

  // Held here for ever: TensorFlow keeps the function pointers until the process ends.
  private static final Create CREATE_FORWARD =
      construction -> create(construction, KernelAttributes::createForward);
  private static final Create CREATE_GRADIENT =
      construction -> create(construction, KernelAttributes::createGradient);
  private static final Delete DELETE = KernelAttributes::delete;
  private static final Compute COMPUTE_FORWARD =
      (self, context) -> guard(context, () -> AshKernels.forward(self, context));
  private static final Compute COMPUTE_GRADIENT =
      (self, context) -> guard(context, () -> AshKernels.gradient(self, context));
  private static final InferShapes FORWARD_SHAPES = AshOperators::forwardShapes;
  private static final InferShapes GRADIENT_SHAPES = AshOperators::gradientShapes;

  private AshOperators() {}

  /**
   * Registers both operators. Must be called once: TensorFlow has no way to take one back.
   *
   * @throws KernelException when TensorFlow refuses
   * @throws LinkageError when the library lacks a function
   */
  static void register() {
    TensorFlowKernelApi.bind();
    // TensorFlow's threads become daemons of the JVM once and stay attached.
    CallbackThreadInitializer attach = new CallbackThreadInitializer(true, false, "tensorflow");
    for (Callback callback :
        List.of(
            CREATE_FORWARD,
            CREATE_GRADIENT,
            COMPUTE_FORWARD,
            COMPUTE_GRADIENT,
            DELETE,
            FORWARD_SHAPES,
            GRADIENT_SHAPES)) {
      Native.setCallbackThreadInitializer(callback, attach);
    }
    define(
        FORWARD,
        List.of("x: float", "alpha: float", "z: float"),
        List.of("y: float", "mean: float", "std: float"),
        List.of(EPS, THREADS),
        FORWARD_SHAPES);
    define(
        GRADIENT,
        List.of("dy: float", "x: float", "alpha: float", "z: float", "mean: float", "std: float"),
        List.of("dx: float", "dalpha: float", "dz: float"),
        List.of(THREADS),
        GRADIENT_SHAPES);
    implement(FORWARD, CREATE_FORWARD, COMPUTE_FORWARD);
    implement(GRADIENT, CREATE_GRADIENT, COMPUTE_GRADIENT);
  }

  private static void define(
      String name,
      List<String> inputs,
      List<String> outputs,
      List<String> attributes,
      InferShapes shapes) {
    try (NativeStatus status = new NativeStatus()) {
      long builder = TensorFlowKernelApi.TF_NewOpDefinitionBuilder(name);
      for (String input : inputs) {
        TensorFlowKernelApi.TF_OpDefinitionBuilderAddInput(builder, input);
      }
      for (String output : outputs) {
        TensorFlowKernelApi.TF_OpDefinitionBuilderAddOutput(builder, output);
      }
      for (String attribute : attributes) {
        TensorFlowKernelApi.TF_OpDefinitionBuilderAddAttr(builder, attribute);
      }
      TensorFlowKernelApi.TF_OpDefinitionBuilderSetShapeInferenceFunction(builder, pointer(shapes));
      TensorFlowKernelApi.TF_RegisterOpDefinition(builder, status.handle());
      status.check();
    }
  }

  private static void implement(String name, Create create, Compute compute) {
    try (NativeStatus status = new NativeStatus()) {
      long builder =
          TensorFlowKernelApi.TF_NewKernelBuilder(
              name, "CPU", pointer(create), pointer(compute), pointer(DELETE));
      TensorFlowKernelApi.TF_RegisterKernelBuilder(name, builder, status.handle());
      status.check();
    }
  }

  private static long pointer(Callback callback) {
    return Pointer.nativeValue(CallbackReference.getFunctionPointer(callback));
  }

  private static long create(long construction, LongUnaryOperator kernel) {
    try {
      return kernel.applyAsLong(construction);
    } catch (RuntimeException | Error e) {
      try (NativeStatus status = new NativeStatus()) {
        NativeStatus.set(status.handle(), e);
        TensorFlowKernelApi.TF_OpKernelConstruction_Failure(construction, status.handle());
      }
      return 0;
    }
  }

  private static void guard(long context, Runnable kernel) {
    try {
      kernel.run();
    } catch (RuntimeException | Error e) {
      try (NativeStatus status = new NativeStatus()) {
        NativeStatus.set(status.handle(), e);
        TensorFlowKernelApi.TF_OpKernelContext_Failure(context, status.handle());
      }
    }
  }

  private static void forwardShapes(long context, long status) {
    try (ShapeInference shapes = new ShapeInference(context, status)) {
      long x = shapes.inputOfRankAtLeast(0, 2);
      shapes.requireRank(1, 0);
      shapes.requireRank(2, 0);
      long statistics = shapes.isRankKnown(x) ? shapes.onePerSample(x) : shapes.unknown();
      shapes.output(0, x);
      shapes.output(1, statistics);
      shapes.output(2, statistics);
    } catch (RuntimeException | Error e) {
      NativeStatus.set(status, e);
    }
  }

  private static void gradientShapes(long context, long status) {
    try (ShapeInference shapes = new ShapeInference(context, status)) {
      long x = shapes.inputOfRankAtLeast(1, 2);
      shapes.requireRank(2, 0);
      shapes.requireRank(3, 0);
      shapes.output(0, x);
      shapes.output(1, shapes.scalar());
      shapes.output(2, shapes.scalar());
    } catch (RuntimeException | Error e) {
      NativeStatus.set(status, e);
    }
  }
}
