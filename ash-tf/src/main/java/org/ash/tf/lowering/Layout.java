package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.Dimension;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.tf.tensor.HostTransposition;

/**
 * Where the axes of a logical shape lie in memory. Graphs are written with images [N, C, H, W] and
 * weights [M, C, kH, kW]; TensorFlow on a CPU wants [N, H, W, C] and [kH, kW, C, M].
 *
 * @param order {@code order[p]} is the logical axis that lies at physical position p
 */
record Layout(List<Integer> order) {
  /** Weights of convolutions as TensorFlow wants them, [kH, kW, C, M]. */
  static final Layout WEIGHTS = new Layout(List.of(2, 3, 1, 0));

  // Asked for with every node.
  private static final List<Layout> LOGICAL =
      IntStream.range(0, 9)
          .mapToObj(rank -> new Layout(IntStream.range(0, rank).boxed().toList()))
          .toList();
  private static final Dimension ONE = Dimension.of(1);

  Layout {
    order = List.copyOf(order);
  }

  /** Axes in memory as they are written: row-major logical order. */
  static Layout logical(int rank) {
    return rank < LOGICAL.size()
        ? LOGICAL.get(rank)
        : new Layout(IntStream.range(0, rank).boxed().toList());
  }

  /** Logical order but axis 1, the channels, comes last; for rank 4 NHWC. */
  static Layout channelsLast(int rank) {
    return withLast(rank, 1);
  }

  /** Logical order but one axis comes last. */
  static Layout withLast(int rank, int last) {
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, rank).filter(axis -> axis != last).boxed().toList());
    order.add(last);
    return new Layout(order);
  }

  int rank() {
    return order.size();
  }

  boolean isLogical() {
    return equals(logical(rank()));
  }

  /** Physical position of a logical axis. */
  int position(int axis) {
    return order.indexOf(axis);
  }

  /** The extents in physical order. */
  List<Dimension> extents(SymbolicShape shape) {
    return order.stream().map(shape::dim).toList();
  }

  /** The transposition that leads from this layout to another: result axis p is axis perm[p]. */
  long[] permutationTo(Layout target) {
    return target.order.stream().mapToLong(this::position).toArray();
  }

  /** The shape in memory of a tensor of this logical shape. */
  Shape stored(Shape shape) {
    return Shape.of(order.stream().mapToLong(shape::dim).toArray());
  }

  /** A host tensor in logical order as it lies under this layout. */
  Tensor store(Tensor logical) {
    return isLogical()
        ? logical
        : HostTransposition.apply(logical, order.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The reverse of {@link #store}. */
  Tensor restore(Tensor stored) {
    return isLogical()
        ? stored
        : HostTransposition.apply(stored, IntStream.range(0, rank()).map(this::position).toArray());
  }

  /** Whether a tensor of this shape has its elements in the same order under another layout. */
  boolean sameElementOrder(Layout other, SymbolicShape shape) {
    return orderOfExtended(shape).equals(other.orderOfExtended(shape));
  }

  /** The axes of extents other than 1, in physical order. */
  List<Integer> orderOfExtended(SymbolicShape shape) {
    return order.stream().filter(axis -> !shape.dim(axis).equals(ONE)).toList();
  }

  /** The layout after axes are removed. */
  Layout without(Collection<Integer> removed) {
    return new Layout(
        order.stream()
            .filter(axis -> !removed.contains(axis))
            .map(axis -> axis - (int) removed.stream().filter(gone -> gone < axis).count())
            .toList());
  }

  /** The layout after leading logical axes of extent 1 are added up to a rank. */
  Layout withRank(int rank) {
    int added = rank - rank();
    List<Integer> extended = new ArrayList<>(IntStream.range(0, added).boxed().toList());
    order.forEach(axis -> extended.add(axis + added));
    return new Layout(extended);
  }

  /** The layout of the logical transpose whose axis i is axis {@code perm[i]} of this one. */
  Layout transposed(List<Integer> perm) {
    return new Layout(order.stream().map(perm::indexOf).toList());
  }
}
