package org.ash.dl4j.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ash.dl4j.memory.NativeArray;
import org.ash.dl4j.memory.NativeBlock;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.Shape;

/**
 * Where each value of a program lies for one binding of its symbols: variables in their own memory,
 * everything else in one block in which values share memory when their lives do not overlap, and a
 * result lies in the memory of an operand that ends there where its kernel allows it.
 */
final class Placement {
  private final Program program;
  private final Map<String, Long> bindings;
  private final Map<Value, Integer> lastUses = new HashMap<>();
  private final Map<Value, Storage> storages = new HashMap<>();

  Placement(Program program, Map<String, Long> bindings) {
    this.program = program;
    this.bindings = bindings;
    findLastUses();
    assignStorages();
  }

  /** The bytes that the block needs. */
  long blockSize() {
    Set<Storage> distinct = new LinkedHashSet<>(storages.values());
    return Math.max(1, BufferAssignment.place(new ArrayList<>(distinct)));
  }

  /** The bytes it would need if no two values shared memory. */
  long unsharedSize() {
    return storages.keySet().stream().mapToLong(value -> NativeBlock.align(bytes(value))).sum();
  }

  /** The array of a value. */
  NativeArray array(Value value, NativeBlock block, Map<Variable, NativeArray> variables) {
    Shape shape = value.type().shape().bind(bindings);
    Value root = program.root(value);
    if (root instanceof Value.VariableRead read) {
      return variables.get(read.variable()).reshaped(shape);
    }
    return block.array(value.type().dtype(), shape, storages.get(root).offset());
  }

  private void findLastUses() {
    List<Instruction> instructions = program.instructions();
    for (int i = 0; i < instructions.size(); i++) {
      for (Value value : instructions.get(i).outputs()) {
        lastUses.put(value, i);
      }
      for (Value value : instructions.get(i).inputs()) {
        lastUses.put(program.root(value), i);
      }
    }
    int end = instructions.size();
    program.graph().outputs().values().forEach(value -> lastUses.put(program.root(value), end));
    program.graph().assignments().values().forEach(v -> lastUses.put(program.root(v), end));
  }

  private void assignStorages() {
    List<Instruction> instructions = program.instructions();
    for (Value.Input input : program.graph().inputs()) {
      storages.put(input, new Storage(bytes(input), -1, lastUses.getOrDefault(input, -1)));
    }
    for (Value leaf : program.graph().leaves()) {
      if (leaf instanceof Value.Constant) {
        // Filled once, so never anybody else's memory.
        storages.put(leaf, new Storage(bytes(leaf), -1, instructions.size()));
      }
    }
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      for (int k = 0; k < instruction.outputs().size(); k++) {
        Value output = instruction.outputs().get(k);
        int end = lastUses.get(output);
        Optional<Storage> taken = k == 0 ? overwritten(instruction, i) : Optional.empty();
        taken.ifPresent(storage -> storage.extend(end));
        int step = i;
        storages.put(output, taken.orElseGet(() -> new Storage(bytes(output), step, end)));
      }
    }
  }

  /** The memory of an operand that the first result may take over. */
  private Optional<Storage> overwritten(Instruction instruction, int step) {
    Value output = instruction.outputs().get(0);
    for (int j = 0; j < instruction.inputs().size(); j++) {
      Value input = instruction.inputs().get(j);
      Storage storage = storages.get(program.root(input));
      if (storage != null
          && instruction.mayOverwrite().test(j)
          && storage.end() == step
          && input.type().dtype() == output.type().dtype()
          && shape(input).equals(shape(output))
          && instruction.inputs().stream()
              .filter(other -> storages.get(program.root(other)) == storage)
              .allMatch(other -> shape(other).equals(shape(output)))) {
        return Optional.of(storage);
      }
    }
    return Optional.empty();
  }

  private Shape shape(Value value) {
    return value.type().shape().bind(bindings);
  }

  private long bytes(Value value) {
    return shape(value).size() * value.type().dtype().byteSize();
  }
}
