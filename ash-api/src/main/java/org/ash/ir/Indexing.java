package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.DType;

/** Operators that take indices. */
public sealed interface Indexing extends Op {

  /**
   * {@code indices [...]} (INT32 or INT64) -> {@code [..., depth]}: 1 where the last axis equals
   * the index, 0 elsewhere; an index outside 0..depth-1 gives zeros only. ONNX OneHot-11 but for
   * indices out of range, which ONNX counts from the end.
   */
  record OneHot(int depth, DType dtype) implements Indexing {
    /** Checks the depth. */
    public OneHot {
      if (depth < 1) {
        throw new IllegalArgumentException("OneHot needs a depth of at least 1, given " + depth);
      }
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      if (in.dtype(0) != DType.INT64 && in.dtype(0) != DType.INT32) {
        throw in.error("expects indices of type INT64 or INT32");
      }
      List<Dimension> dims = new ArrayList<>(in.shape(0).dims());
      dims.add(Dimension.of(depth));
      return List.of(new TensorType(dtype, new SymbolicShape(dims)));
    }
  }
}
