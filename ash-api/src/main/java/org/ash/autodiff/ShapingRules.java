package org.ash.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;

/** Gradient rules of {@link Shaping}: elements go back where they came from. */
final class ShapingRules {
  private ShapingRules() {}

  static void register(GradientRules rules) {
    rules
        .on(Shaping.Reshape.class, ShapingRules::reshape)
        .on(Shaping.Transpose.class, ShapingRules::transpose)
        .on(Shaping.Concat.class, ShapingRules::concat)
        .on(Shaping.Slice.class, ShapingRules::slice)
        .on(Shaping.SliceGradient.class, ShapingRules::sliceGradient)
        .on(Shaping.Pad.class, ShapingRules::pad)
        .on(Shaping.Expand.class, ShapingRules::expand)
        .zero(Shaping.Size.class);
  }

  private static void reshape(Op op, Backward at) {
    at.give(0, () -> at.graph().reshape(at.dy(), at.shape(0)));
  }

  private static void transpose(Shaping.Transpose op, Backward at) {
    Integer[] inverse = new Integer[op.perm().size()];
    for (int axis = 0; axis < inverse.length; axis++) {
      inverse[op.perm().get(axis)] = axis;
    }
    at.give(0, () -> at.graph().transpose(at.dy(), inverse));
  }

  private static void concat(Shaping.Concat op, Backward at) {
    GraphBuilder g = at.graph();
    int rank = at.shape(0).rank();
    int axis = op.axis() < 0 ? op.axis() + rank : op.axis();
    long end = 0;
    for (int i = 0; i < at.operands(); i++) {
      long start = end;
      end += at.shape(i).dim(axis).extent();
      Shaping.Slice part = Shaping.Slice.of(axis, start, end, 1);
      at.give(i, () -> g.apply(part, at.dy()));
    }
  }

  private static void slice(Shaping.Slice op, Backward at) {
    at.give(0, () -> at.graph().apply(new Shaping.SliceGradient(op, at.shape(0)), at.dy()));
  }

  private static void sliceGradient(Shaping.SliceGradient op, Backward at) {
    at.give(0, () -> at.graph().apply(op.slice(), at.dy()));
  }

  /** What was added is cut off again. */
  private static void pad(Shaping.Pad op, Backward at) {
    SymbolicShape shape = at.shape(0);
    List<Integer> axes = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long begin = op.begins().get(axis);
      if (begin + op.ends().get(axis) > 0) {
        axes.add(axis);
        starts.add(begin);
        ends.add(begin + shape.dim(axis).extent());
      }
    }
    List<Long> steps = LongStream.generate(() -> 1).limit(axes.size()).boxed().toList();
    at.give(
        0,
        () ->
            axes.isEmpty()
                ? at.dy()
                : at.graph().apply(new Shaping.Slice(axes, starts, ends, steps), at.dy()));
  }

  private static void expand(Op op, Backward at) {
    at.giveSummed(0, at::dy);
  }
}
