package org.ash.tf.kernel;

import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.RawCustomGradient;
import org.tensorflow.types.TFloat32;

/**
 * Tells {@code Graph.addGradients} that the gradient of {@code AshFused} is {@code
 * AshFusedGradient}. A gradient that arrives at its outputs mean or std is refused: they are there
 * for the gradient operator, not for the model.
 */
final class AshCustomGradient implements RawCustomGradient {

  @Override
  public List<Operand<?>> call(Ops tf, GraphOperation operation, List<Output<?>> gradients) {
    for (Output<?> statistic : gradients.subList(1, 3)) {
      // What the C++ differentiator hands in where nothing depends on an output.
      if (!statistic.op().type().equals("ZerosLike")) {
        throw new UnsupportedOperationException(
            "The model uses mean or std of "
                + operation.name()
                + " (AshFused), through which there is no gradient; use only y, or compute the"
                + " statistics with TensorFlow's own operators.");
      }
    }
    AshKernel.Gradient gradient =
        AshKernel.gradient(
            tf.scope(),
            gradients.get(0).expect(TFloat32.class),
            operation.input(0).expect(TFloat32.class),
            operation.input(1).expect(TFloat32.class),
            operation.input(2).expect(TFloat32.class),
            operation.output(1).expect(TFloat32.class),
            operation.output(2).expect(TFloat32.class),
            (int) operation.attributes().getAttrInt("threads"));
    return List.of(gradient.dx(), gradient.dalpha(), gradient.dz());
  }
}
