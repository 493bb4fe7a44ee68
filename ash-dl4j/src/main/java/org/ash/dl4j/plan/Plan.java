package org.ash.dl4j.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.dl4j.kernel.KernelScope;
import org.ash.dl4j.kernel.OneThread;
import org.ash.dl4j.kernel.Step;
import org.ash.dl4j.memory.NativeArray;
import org.ash.dl4j.memory.NativeBlock;
import org.ash.ir.Graph;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.spi.BackendException;
import org.ash.tensor.Tensor;

/**
 * A program for one binding of its symbols: memory for all values and prepared steps. One run at a
 * time; others wait.
 */
public final class Plan implements AutoCloseable {
  private final Program program;
  private final NativeBlock block;
  private final KernelScope scope;
  private final StepProfile profile;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, NativeArray> inputs = new LinkedHashMap<>();
  private final Map<String, NativeArray> outputs = new LinkedHashMap<>();
  private final Map<NativeArray, NativeArray> staged = new LinkedHashMap<>();
  private final Map<NativeArray, NativeArray> assignments = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Plans a program.
   *
   * @param bindings the value of each symbol
   * @param variables where each variable lies
   * @param threads how many threads a step may use
   */
  public Plan(
      Program program,
      Map<String, Long> bindings,
      Map<Variable, NativeArray> variables,
      int threads) {
    this.program = program;
    Placement placement = new Placement(program, bindings);
    block = NativeBlock.allocate(placement.blockSize());
    scope = new KernelScope(threads);
    profile = StepProfile.of(program.graph().name() + " " + bindings);
    boolean complete = false;
    try {
      fill(placement, variables);
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private void fill(Placement placement, Map<Variable, NativeArray> variables) {
    Graph graph = program.graph();
    for (Value.Input input : graph.inputs()) {
      inputs.put(input.name(), placement.array(input, block, variables));
    }
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.Constant constant) {
        placement.array(leaf, block, variables).copyFrom(constant.tensor());
      }
    }
    for (Instruction instruction : program.instructions()) {
      List<NativeArray> in =
          instruction.inputs().stream().map(v -> placement.array(v, block, variables)).toList();
      List<NativeArray> out =
          instruction.outputs().stream().map(v -> placement.array(v, block, variables)).toList();
      Step step = instruction.preparation().prepare(in, out, scope);
      steps.add(profile.watch(instruction.kind(), step));
    }
    graph
        .outputs()
        .forEach((name, value) -> outputs.put(name, placement.array(value, block, variables)));
    graph
        .assignments()
        .forEach(
            (variable, value) -> {
              NativeArray source = placement.array(value, block, variables);
              if (program.root(value) instanceof Value.VariableRead) {
                // Another assignment may change it before it is copied.
                NativeArray copy = scope.scratch(source.dtype(), source.shape());
                staged.put(source, copy);
                source = copy;
              }
              assignments.put(variables.get(variable), source);
            });
  }

  /**
   * Runs; variables are assigned at last, so that a failure leaves them as they were.
   *
   * @param feeds a tensor of the right type and shape for each input
   * @param results tensors to be filled, for some of the outputs
   * @return false when the plan was closed before it could run
   * @throws BackendException when a step fails
   */
  public synchronized boolean run(Map<String, Tensor> feeds, Map<String, Tensor> results) {
    if (closed) {
      return false;
    }
    inputs.forEach((name, array) -> array.copyFrom(feeds.get(name)));
    int threadsBefore = OneThread.enter();
    try {
      compute();
    } finally {
      OneThread.leave(threadsBefore);
    }
    results.forEach((name, tensor) -> outputs.get(name).copyTo(tensor));
    staged.forEach((source, copy) -> copy.copyFrom(source));
    assignments.forEach(NativeArray::copyFrom);
    return true;
  }

  private void compute() {
    int next = 0;
    try {
      for (Step step : steps) {
        step.run();
        next++;
      }
    } catch (ArithmeticException e) {
      throw failure(next, "divides an integer by zero", e);
    } catch (RuntimeException e) {
      throw failure(next, "fails: " + e.getMessage(), e);
    }
  }

  private BackendException failure(int step, String what, RuntimeException cause) {
    Instruction instruction = program.instructions().get(step);
    return new BackendException(
        "Graph '"
            + program.graph().name()
            + "': "
            + instruction.kind()
            + " '"
            + instruction.name()
            + "' "
            + what
            + ".",
        cause);
  }

  /** Waits for a run, then frees the memory; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      profile.report();
      scope.close();
      block.close();
    }
  }
}
