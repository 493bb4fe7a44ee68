package org.ash.dl4j.plan;

import java.util.List;
import java.util.function.IntPredicate;
import org.ash.dl4j.kernel.Kernel;
import org.ash.dl4j.kernel.KernelScope;
import org.ash.dl4j.kernel.Kernels;
import org.ash.dl4j.kernel.Step;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.Value;

/**
 * What becomes one step of every plan of a graph: a node, or several that are computed together.
 *
 * @param kind name of the operator or of what several are together, for the profile
 * @param name name of the node, for errors
 * @param inputs operands
 * @param outputs results
 * @param preparation makes the step once it is known where operands and results lie
 * @param mayOverwrite whether the first result may lie in the memory of an operand
 */
record Instruction(
    String kind,
    String name,
    List<Value> inputs,
    List<Value> outputs,
    Preparation preparation,
    IntPredicate mayOverwrite) {

  /** Copies the lists. */
  Instruction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Makes a step. */
  @FunctionalInterface
  interface Preparation {
    Step prepare(List<NativeArray> in, List<NativeArray> out, KernelScope scope);
  }

  /** The instruction of one node. */
  static Instruction of(Node node) {
    Op op = node.op();
    Kernel<Op> kernel =
        Kernels.find(op)
            .orElseThrow(() -> new IllegalStateException("No kernel for " + node + "."));
    return new Instruction(
        op.name(),
        node.name(),
        node.inputs(),
        List.copyOf(node.outputs()),
        (in, out, scope) -> kernel.prepare(op, in, out, scope),
        kernel::mayOverwrite);
  }
}
