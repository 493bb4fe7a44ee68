package org.ash.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.dl4j.memory.NativeArray;
import org.ash.dl4j.memory.NativeBlock;
import org.ash.ir.Variable;
import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** The variables of a module in one block. */
final class VariableMemory implements AutoCloseable {
  private final NativeBlock block;
  private final Map<Variable, NativeArray> arrays = new LinkedHashMap<>();

  VariableMemory(Map<Variable, Tensor> values) {
    long size = 0;
    for (Variable variable : values.keySet()) {
      if (variable.dtype() == DType.FLOAT16 || variable.dtype() == DType.BFLOAT16) {
        throw new BackendException("dl4j does not compute with " + variable + ".");
      }
      size += NativeBlock.align(bytes(variable));
    }
    block = NativeBlock.allocate(Math.max(1, size));
    long offset = 0;
    for (Map.Entry<Variable, Tensor> entry : values.entrySet()) {
      Variable variable = entry.getKey();
      NativeArray array = block.array(variable.dtype(), variable.shape(), offset);
      array.copyFrom(entry.getValue());
      arrays.put(variable, array);
      offset += NativeBlock.align(bytes(variable));
    }
  }

  /** Where each variable lies. */
  Map<Variable, NativeArray> arrays() {
    return arrays;
  }

  /** A copy of a value. */
  Tensor read(Variable variable) {
    Tensor tensor = Tensor.allocate(variable.dtype(), variable.shape());
    arrays.get(variable).copyTo(tensor);
    return tensor;
  }

  /** Takes a value of the variable's type and shape. */
  void write(Variable variable, Tensor value) {
    arrays.get(variable).copyFrom(value);
  }

  @Override
  public void close() {
    block.close();
  }

  private static long bytes(Variable variable) {
    return variable.shape().size() * variable.dtype().byteSize();
  }
}
