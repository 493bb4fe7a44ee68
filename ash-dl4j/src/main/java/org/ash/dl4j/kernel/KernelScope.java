package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.dl4j.memory.NativeBlock;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/** What a plan gives its kernels: the number of threads and scratch memory, freed with the plan. */
public final class KernelScope implements AutoCloseable {
  private final int threads;
  private final List<NativeBlock> scratch = new ArrayList<>();

  /**
   * A scope without scratch memory.
   *
   * @param threads how many threads a step may use, the calling one included
   */
  public KernelScope(int threads) {
    this.threads = threads;
  }

  /** How many threads a step may use. */
  int threads() {
    return threads;
  }

  /** Memory for what a step keeps to itself; with any content. */
  public NativeArray scratch(DType dtype, Shape shape) {
    NativeBlock block = NativeBlock.allocate(Math.max(1, shape.size() * dtype.byteSize()));
    scratch.add(block);
    return block.array(dtype, shape, 0);
  }

  /** Frees the scratch memory. */
  @Override
  public void close() {
    scratch.forEach(NativeBlock::close);
  }
}
