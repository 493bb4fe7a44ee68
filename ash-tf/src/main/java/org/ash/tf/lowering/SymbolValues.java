package org.ash.tf.lowering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Dimension;
import org.ash.ir.Value;
import org.ash.spi.BackendException;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** What the symbols of a graph, as the batch size N, are at run time: read off its inputs. */
final class SymbolValues {
  private final OperationWriter writer;
  private final Map<String, Carrier> carriers = new HashMap<>();
  private final Map<Dimension, Output<?>> extents = new HashMap<>();
  private final Map<List<Dimension>, Output<?>> vectors = new HashMap<>();

  SymbolValues(OperationWriter writer, Map<Value.Input, Output<?>> inputs) {
    this.writer = writer;
    inputs.forEach(
        (input, placeholder) -> {
          for (int axis = 0; axis < input.type().rank(); axis++) {
            Dimension dim = input.type().dim(axis);
            if (dim.factor() == 1 && dim.symbols().size() == 1) {
              carriers.putIfAbsent(dim.symbols().get(0), new Carrier(placeholder, axis));
            }
          }
        });
  }

  /** The extent as an INT32 scalar. */
  Output<?> extent(Dimension dim) {
    Output<?> known = extents.get(dim);
    if (known == null) {
      known = writer.integer(dim.factor());
      for (String symbol : dim.symbols()) {
        Output<?> value = symbol(symbol);
        known = known.equals(writer.integer(1)) ? value : writer.op("Mul", known, value);
      }
      extents.put(dim, known);
    }
    return known;
  }

  /** A shape as an INT32 vector, computed at run time where it has symbols. */
  Output<?> shape(List<Dimension> dims) {
    if (dims.stream().allMatch(Dimension::isStatic)) {
      return writer.ints(dims.stream().mapToLong(Dimension::extent).toArray());
    }
    Output<?> known = vectors.get(dims);
    if (known == null) {
      List<Output<?>> parts = new java.util.ArrayList<>();
      dims.forEach(dim -> parts.add(extent(dim)));
      known = writer.op("Pack").list(parts).attr("axis", 0).one();
      vectors.put(List.copyOf(dims), known);
    }
    return known;
  }

  /** A target for Reshape: a constant with -1 where at most one extent is symbolic. */
  Output<?> reshapeTarget(List<Dimension> dims) {
    long symbolic = dims.stream().filter(dim -> !dim.isStatic()).count();
    boolean empty = dims.stream().anyMatch(dim -> dim.equals(Dimension.of(0)));
    return symbolic == 1 && !empty
        ? writer.ints(dims.stream().mapToLong(dim -> dim.isStatic() ? dim.extent() : -1).toArray())
        : shape(dims);
  }

  private Output<?> symbol(String name) {
    Dimension dim = Dimension.symbol(name);
    Output<?> known = extents.get(dim);
    if (known != null) {
      return known;
    }
    Carrier carrier = carriers.get(name);
    if (carrier == null) {
      throw new BackendException(
          "Symbol " + name + " is the extent of no input axis; give the graph an input with it.");
    }
    Output<?> shape =
        writer.op("Shape").in(carrier.placeholder).attr("out_type", DataType.DT_INT32).one();
    Output<?> value =
        writer
            .op("StridedSlice")
            .in(shape, writer.ints(carrier.axis), writer.ints(carrier.axis + 1), writer.ints(1))
            .attr("shrink_axis_mask", 1)
            .one();
    extents.put(dim, value);
    return value;
  }

  private record Carrier(Output<?> placeholder, int axis) {}
}
