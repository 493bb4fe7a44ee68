package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ash.ir.Dimension;
import org.ash.ir.Node;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Where the operators of one graph are written: operations, run-time extents, and conversions
 * between layouts, each made once.
 */
final class LoweringScope {
  private final OperationWriter writer;
  private final SymbolValues symbols;
  private final Partitions partitions;
  private final Device.Kind device;
  private final Map<List<Object>, Output<?>> made = new HashMap<>();
  private final Map<Node, List<Output<?>>> reserved = new HashMap<>();

  LoweringScope(
      OperationWriter writer, SymbolValues symbols, Partitions partitions, Device.Kind device) {
    this.writer = writer;
    this.symbols = symbols;
    this.partitions = partitions;
    this.device = device;
  }

  /** The kind of processor that the graph will run on. */
  Device.Kind device() {
    return device;
  }

  /** Begins an operation. */
  OperationCall op(String type) {
    return writer.op(type);
  }

  /** An operation without attributes and with one output. */
  Output<?> op(String type, Output<?>... inputs) {
    return writer.op(type, inputs);
  }

  /** An operation on a list of tensors and one more. */
  Output<?> op(String type, List<Output<?>> inputs, Output<?> last) {
    return writer.op(type).list(inputs).in(last).one();
  }

  /** An INT32 vector. */
  Output<?> ints(long... values) {
    return writer.ints(values);
  }

  /** An INT32 scalar. */
  Output<?> integer(long value) {
    return writer.integer(value);
  }

  /** Pairs of INT32, one for each axis. */
  Output<?> matrix(int... pairs) {
    return writer.constant(Tensor.ofInts(pairs, pairs.length / 2, 2));
  }

  /** A constant. */
  Output<?> constant(Tensor tensor) {
    return writer.constant(tensor);
  }

  /** A scalar constant. */
  Output<?> scalar(DType dtype, double value) {
    return writer.scalar(dtype, value);
  }

  /** An extent as an INT32 scalar. */
  Output<?> extent(Dimension dim) {
    return symbols.extent(dim);
  }

  /** A shape as an INT32 vector. */
  Output<?> shape(List<Dimension> dims) {
    return symbols.shape(dims);
  }

  /** A tensor under another shape. */
  Output<?> reshape(Output<?> tensor, List<Dimension> dims) {
    return once(
        List.of("reshape", tensor, dims),
        () -> writer.op("Reshape", tensor, symbols.reshapeTarget(dims)));
  }

  /** A transposition whose axis i is axis {@code perm[i]}. */
  Output<?> transpose(Output<?> tensor, long... perm) {
    return writer.op("Transpose", tensor, writer.ints(perm));
  }

  /** The result of a slice that takes one part of a partition, made with all the others. */
  Optional<Output<?>> part(Node slice, Lowered x) {
    return partitions
        .find(slice)
        .map(part -> OperationCall.output(split(part, x).op(), part.index()));
  }

  /** The first of the parts. */
  private Output<?> split(Partitions.Part part, Lowered x) {
    return once(
        List.of("split", x.output(), part.axis()),
        () ->
            writer
                .op("SplitV")
                .in(
                    x.output(),
                    writer.ints(part.sizes().stream().mapToLong(Long::longValue).toArray()),
                    writer.integer(x.layout().position(part.axis())))
                .attr("num_split", part.sizes().size())
                .one());
  }

  /** What has been made under this key, or makes it. */
  Output<?> once(List<Object> key, Supplier<Output<?>> make) {
    Output<?> known = made.get(key);
    if (known == null) {
      known = make.get();
      made.put(key, known);
    }
    return known;
  }

  /** The value in row-major logical order. */
  Output<?> logical(Lowered value) {
    return in(value, Layout.logical(value.rank()));
  }

  /** The value in a layout. */
  Output<?> in(Lowered value, Layout layout) {
    if (value.layout().equals(layout)) {
      return value.output();
    }
    if (value.layout().sameElementOrder(layout, value.type().shape())) {
      return reshape(value.output(), layout.extents(value.type().shape()));
    }
    return once(
        List.of("layout", value.output(), value.layout(), layout),
        () -> transpose(value.output(), value.layout().permutationTo(layout)));
  }

  /** The value in a layout of its own or a higher rank, to be broadcast there. */
  Output<?> broadcastable(Lowered value, Layout layout) {
    if (value.rank() == 0 || value.rank() == layout.rank()) {
      return value.rank() == 0 ? value.output() : in(value, layout);
    }
    TensorType raised = value.type().withShape(raise(value.type().shape(), layout.rank()));
    Layout raisedLayout = value.layout().withRank(layout.rank());
    if (raisedLayout.equals(layout)) {
      return value.output();
    }
    if (raisedLayout.sameElementOrder(layout, raised.shape())) {
      return reshape(value.output(), trimmed(layout.extents(raised.shape())));
    }
    Output<?> full = reshape(value.output(), raisedLayout.extents(raised.shape()));
    return in(new Lowered(full, raised, raisedLayout), layout);
  }

  /**
   * The layout in which operands are best combined: that of the largest of full rank, images and
   * weights before those in logical order.
   */
  Layout common(int rank, List<Lowered> operands) {
    return operands.stream()
        .filter(operand -> operand.rank() == rank)
        .max(
            Comparator.comparingLong((Lowered operand) -> weight(operand.type().shape()))
                .thenComparing(operand -> !operand.layout().isLogical()))
        .map(Lowered::layout)
        .orElse(Layout.logical(rank));
  }

  /** Keeps further outputs of a node for the node of its gradient. */
  void reserve(Node node, Operation operation, int from, int to) {
    List<Output<?>> outputs = new ArrayList<>();
    for (int i = from; i < to; i++) {
      outputs.add(OperationCall.output(operation, i));
    }
    reserved.put(node, List.copyOf(outputs));
  }

  /** What {@link #reserve} kept. */
  Optional<List<Output<?>>> reserved(Node node) {
    return Optional.ofNullable(reserved.get(node));
  }

  /** A tensor converted to another element type. */
  Output<?> cast(Output<?> tensor, DataType to) {
    return tensor.dataType() == to ? tensor : op("Cast").in(tensor).attr("DstT", to).one();
  }

  /** Number of extended axes first, then the static part of the size. */
  private static long weight(SymbolicShape shape) {
    long extended = shape.dims().stream().filter(dim -> !dim.equals(Dimension.of(1))).count();
    return (extended << 48) + Math.min(shape.size().factor(), (1L << 48) - 1);
  }

  private static SymbolicShape raise(SymbolicShape shape, int rank) {
    List<Dimension> dims = new ArrayList<>();
    for (int i = shape.rank(); i < rank; i++) {
      dims.add(Dimension.of(1));
    }
    dims.addAll(shape.dims());
    return new SymbolicShape(dims);
  }

  /** Without the leading ones, which broadcasting adds. */
  private static List<Dimension> trimmed(List<Dimension> dims) {
    int from = 0;
    while (from < dims.size() && dims.get(from).equals(Dimension.of(1))) {
      from++;
    }
    return dims.subList(from, dims.size());
  }
}
