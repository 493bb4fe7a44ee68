package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.ir.Op;
import org.ash.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Functions of each element that ND4J computes, block after block, shared between threads. */
final class NativeTransforms {
  /** Elements of a block: what fits the second-level cache. */
  private static final int BLOCK = 1 << 16;

  private NativeTransforms() {}

  /** A kernel by an ND4J transform, which takes operand and result. */
  static Kernel<Op> of(
      BiFunction<INDArray, INDArray, ? extends org.nd4j.linalg.api.ops.Op> transform) {
    Kernel<Op> kernel =
        (op, in, out, scope) -> {
          NativeArray x = in.get(0);
          NativeArray y = out.get(0);
          List<org.nd4j.linalg.api.ops.Op> blocks = new ArrayList<>();
          for (int from = 0; from < x.size(); from += BLOCK) {
            Shape part = Shape.of(Math.min(BLOCK, x.size() - from));
            blocks.add(transform.apply(x.slice(from, part).nd4j(), y.slice(from, part).nd4j()));
          }
          return () ->
              SampleTeam.forEach(
                  blocks.size(),
                  BLOCK,
                  scope.threads(),
                  block -> {
                    OneThread.enter();
                    Nd4j.getExecutioner().exec(blocks.get(block));
                  });
        };
    return kernel.overwriting(0);
  }
}
