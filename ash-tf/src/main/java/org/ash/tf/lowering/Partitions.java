package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.ash.ir.Node;
import org.ash.ir.Shaping;
import org.ash.ir.TensorType;
import org.ash.ir.Value;

/**
 * The slices of a graph that together take a tensor apart along one axis, as the joined parameters
 * are after an update: one SplitV does what hundreds of StridedSlice and their bounds would.
 */
final class Partitions {
  private final Map<Node, Part> parts = new HashMap<>();

  private Partitions() {}

  /**
   * One slice of a partition.
   *
   * @param axis the logical axis
   * @param sizes extents of all parts along it, in order
   * @param index which of them it is
   */
  record Part(int axis, List<Long> sizes, int index) {
    /** Copies the list. */
    Part {
      sizes = List.copyOf(sizes);
    }
  }

  /** The partitions of a graph: at least two slices without gap or overlap from end to end. */
  static Partitions of(Graph graph) {
    Map<Axis, List<Piece>> pieces = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Shaping.Slice slice && slice.axes().size() == 1) {
        TensorType x = node.input(0).type();
        int axis = slice.axes().get(0) < 0 ? slice.axes().get(0) + x.rank() : slice.axes().get(0);
        Shaping.Range range = slice.range(0, x.dim(axis).extent());
        if (range.step() == 1 && range.count() > 0) {
          pieces
              .computeIfAbsent(new Axis(node.input(0), axis), key -> new ArrayList<>())
              .add(new Piece(node, range.first(), range.count()));
        }
      }
    }
    Partitions partitions = new Partitions();
    pieces.forEach(partitions::add);
    return partitions;
  }

  /** The part that a slice is, when it is one. */
  Optional<Part> find(Node slice) {
    return Optional.ofNullable(parts.get(slice));
  }

  private void add(Axis axis, List<Piece> pieces) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingLong(Piece::first));
    long end = 0;
    for (Piece piece : sorted) {
      if (piece.first != end) {
        return;
      }
      end += piece.count;
    }
    if (sorted.size() > 1 && end == axis.of.type().dim(axis.index).extent()) {
      List<Long> sizes = sorted.stream().map(Piece::count).toList();
      for (int i = 0; i < sorted.size(); i++) {
        parts.put(sorted.get(i).node, new Part(axis.index, sizes, i));
      }
    }
  }

  private record Axis(Value of, int index) {}

  private record Piece(Node node, long first, long count) {}
}
