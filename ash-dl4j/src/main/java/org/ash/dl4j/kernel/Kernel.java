package org.ash.dl4j.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Op;
import org.ash.ir.TensorType;

/**
 * How an operator is computed.
 *
 * @param <O> the operator
 */
@FunctionalInterface
public interface Kernel<O extends Op> {

  /**
   * Prepares one application: everything that depends only on attributes and shapes is done here.
   *
   * @param op the operator with its attributes
   * @param in the operands, not to be written to
   * @param out the results, with any content
   * @param scope threads and scratch memory
   */
  Step prepare(O op, List<NativeArray> in, List<NativeArray> out, KernelScope scope);

  /** Whether this case can be computed. */
  default boolean accepts(Op op, List<TensorType> inputs) {
    return true;
  }

  /**
   * Whether the first result may lie in the memory of an operand of equal type and shape, which is
   * lost.
   */
  default boolean mayOverwrite(int input) {
    return false;
  }

  /** A condition on an operator with its attributes and operand types. */
  @FunctionalInterface
  interface Case {
    /** Whether the case fulfils it. */
    boolean test(Op op, List<TensorType> inputs);
  }

  /** This kernel, offered only for some cases. */
  default Kernel<O> whenOp(Case condition) {
    return new Restricted<>(this, condition);
  }

  /** This kernel, offered only for operands of which all fulfil a condition. */
  default Kernel<O> when(Predicate<TensorType> condition) {
    return whenOp((op, inputs) -> inputs.stream().allMatch(condition));
  }

  /** This kernel, whose first result may lie in the memory of these operands. */
  default Kernel<O> overwriting(int... inputs) {
    return new Overwriting<>(this, inputs);
  }

  /** See {@link Kernel#whenOp}. */
  record Restricted<O extends Op>(Kernel<O> kernel, Case condition) implements Kernel<O> {
    @Override
    public Step prepare(O op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
      return kernel.prepare(op, in, out, scope);
    }

    @Override
    public boolean accepts(Op op, List<TensorType> inputs) {
      return kernel.accepts(op, inputs) && condition.test(op, inputs);
    }

    @Override
    public boolean mayOverwrite(int input) {
      return kernel.mayOverwrite(input);
    }
  }

  /** See {@link Kernel#overwriting}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Overwriting<O extends Op>(Kernel<O> kernel, int[] inputs) implements Kernel<O> {
    @Override
    public Step prepare(O op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
      return kernel.prepare(op, in, out, scope);
    }

    @Override
    public boolean accepts(Op op, List<TensorType> types) {
      return kernel.accepts(op, types);
    }

    @Override
    public boolean mayOverwrite(int input) {
      return Arrays.stream(inputs).anyMatch(allowed -> allowed == input);
    }
  }
}
