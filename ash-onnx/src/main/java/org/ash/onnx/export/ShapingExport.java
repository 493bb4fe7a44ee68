package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ash.ir.Dimension;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Operators that move elements. */
final class ShapingExport {
  private static final int RESHAPE_TO_EMPTY = 14;

  private ShapingExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Shaping.Reshape.class, ShapingExport::reshape);
    table.on(Shaping.Transpose.class, ShapingExport::transpose);
    table.on(Shaping.Concat.class, ShapingExport::concat);
    table.on(Shaping.Slice.class, ShapingExport::slice);
    table.on(Shaping.SliceGradient.class, SliceGradientExport::sliceGradient);
    table.on(Shaping.Pad.class, ShapingExport::pad);
    table.on(Shaping.Expand.class, ShapingExport::expand);
    table.on(Shaping.Size.class, ShapingExport::size);
  }

  /** A constant is given its shape here and now; else the target is written with -1 and 0. */
  private static List<String> reshape(Node node, NodeExport out) {
    SymbolicShape target = ((Shaping.Reshape) node.op()).shape();
    Optional<Tensor> constant = out.constantValue(out.in(0));
    if (constant.isPresent()) {
      Tensor reshaped = constant.get().reshape(target.toShape().dims());
      return List.of(out.constant("reshaped", reshaped));
    }
    return List.of(reshape(out, out.in(0), node.input(0).type().shape(), target));
  }

  /** Reshapes a value of a known symbolic shape to another. */
  static String reshape(NodeExport out, String value, SymbolicShape from, SymbolicShape target) {
    boolean empty = target.dims().contains(Dimension.of(0));
    if (empty) {
      // Here a 0 is meant, which ONNX takes for "copy" unless told otherwise (opset 14).
      NodeDraft draft = out.node("Reshape").in(value, out.shape(target));
      return (out.opset() >= RESHAPE_TO_EMPTY ? draft.integer("allowzero", 1) : draft).write();
    }
    String extents =
        relative(from, target)
            .map(dims -> out.longs("shape", dims))
            .orElseGet(() -> out.shape(target));
    return out.node("Reshape", value, extents);
  }

  /** The target with 0 for "as in the input" and one -1 for "what is left", where that suffices. */
  private static Optional<List<Long>> relative(SymbolicShape from, SymbolicShape target) {
    List<Long> extents = new ArrayList<>();
    int inferred = 0;
    for (int axis = 0; axis < target.rank(); axis++) {
      Dimension dim = target.dim(axis);
      if (dim.isStatic()) {
        extents.add(dim.extent());
      } else if (axis < from.rank() && from.dim(axis).equals(dim)) {
        extents.add(0L);
      } else {
        extents.add(-1L);
        inferred++;
      }
    }
    return inferred <= 1 ? Optional.of(extents) : Optional.empty();
  }

  private static List<String> transpose(Node node, NodeExport out) {
    List<Integer> perm = ((Shaping.Transpose) node.op()).perm();
    return List.of(out.node("Transpose").in(out.in(0)).integers("perm", perm).write());
  }

  private static List<String> concat(Node node, NodeExport out) {
    int axis = ((Shaping.Concat) node.op()).axis();
    return List.of(out.node("Concat").in(out.inputs()).integer("axis", axis).write());
  }

  private static List<String> slice(Node node, NodeExport out) {
    Shaping.Slice op = (Shaping.Slice) node.op();
    return List.of(
        op.axes().isEmpty()
            ? out.node("Identity", out.in(0))
            : slice(out, out.in(0), op.axes(), op.starts(), op.ends(), op.steps()));
  }

  /** Writes a slice. */
  static String slice(
      NodeExport out,
      String value,
      List<Integer> axes,
      List<Long> starts,
      List<Long> ends,
      List<Long> steps) {
    return out.node(
        "Slice",
        value,
        out.longs("starts", starts),
        out.longs("ends", ends),
        out.longs("axes", axes),
        out.longs("steps", steps));
  }

  private static List<String> pad(Node node, NodeExport out) {
    Shaping.Pad op = (Shaping.Pad) node.op();
    DType dtype = node.input(0).type().dtype();
    return List.of(pad(out, out.in(0), op.begins(), op.ends(), out.scalar(dtype, op.value())));
  }

  /** Writes a constant padding. */
  static String pad(
      NodeExport out, String value, List<Long> begins, List<Long> ends, String constant) {
    List<Long> pads = new ArrayList<>(begins);
    pads.addAll(ends);
    return out.node("Pad", value, out.longs("pads", pads), constant);
  }

  /** A 1 in the target keeps the extent of the input, so that symbols need not be known. */
  private static List<String> expand(Node node, NodeExport out) {
    SymbolicShape from = node.input(0).type().shape();
    SymbolicShape target = ((Shaping.Expand) node.op()).shape();
    List<Dimension> dims = new ArrayList<>();
    for (int axis = 0; axis < target.rank(); axis++) {
      int source = axis - target.rank() + from.rank();
      boolean kept = source >= 0 && from.dim(source).equals(target.dim(axis));
      dims.add(kept && !target.dim(axis).isStatic() ? Dimension.of(1) : target.dim(axis));
    }
    return List.of(out.node("Expand", out.in(0), out.shape(new SymbolicShape(dims))));
  }

  private static List<String> size(Node node, NodeExport out) {
    List<Integer> axes = ((Shaping.Size) node.op()).axes();
    if (axes.isEmpty()) {
      return List.of(out.node("Identity", out.scalar(DType.INT64, 1)));
    }
    String shape = out.node("Shape", out.in(0));
    String extents = out.node("Gather", shape, out.longs("axes", axes));
    if (axes.size() == 1) {
      return List.of(out.node("Squeeze", extents, out.longs("axes", Collections.nCopies(1, 0))));
    }
    return List.of(ReductionExport.reduce(out, "ReduceProd", extents, List.of(0), false));
  }
}
