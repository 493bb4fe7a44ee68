package org.ash.tf.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.junit.jupiter.api.Test;

final class PartitionsTest {
  private static final long EXTENT = 10;

  /** Sizes of the partition to which each slice [start, end) with a step belongs; empty: none. */
  private static List<List<Long>> partitions(long[]... slices) {
    GraphBuilder g = new GraphBuilder("test");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.of(2, EXTENT)));
    for (int i = 0; i < slices.length; i++) {
      g.output("y" + i, g.apply(Shaping.Slice.of(1, slices[i][0], slices[i][1], slices[i][2]), x));
    }
    Graph graph = g.build();
    Partitions partitions = Partitions.of(graph);
    return graph.nodes().stream()
        .map(node -> partitions.find(node).map(Partitions.Part::sizes).orElse(List.of()))
        .toList();
  }

  private static long[] slice(long... startEndStep) {
    return LongStream.of(startEndStep).toArray();
  }

  @Test
  void slicesFromEndToEnd_areAPartitionInAnyOrder() {
    List<Long> sizes = List.of(3L, 1L, 6L);
    assertEquals(
        List.of(sizes, sizes, sizes), partitions(slice(4, 99, 1), slice(0, 3, 1), slice(3, 4, 1)));
  }

  @Test
  void slicesWithAGap_areNone() {
    assertEquals(List.of(List.of(), List.of()), partitions(slice(0, 3, 1), slice(4, 10, 1)));
  }

  @Test
  void overlappingSlices_areNone() {
    assertEquals(List.of(List.of(), List.of()), partitions(slice(0, 5, 1), slice(4, 10, 1)));
  }

  @Test
  void slicesThatStopShort_areNone() {
    assertEquals(List.of(List.of(), List.of()), partitions(slice(0, 5, 1), slice(5, 9, 1)));
  }

  @Test
  void steppingSlices_areNone() {
    assertEquals(List.of(List.of(), List.of()), partitions(slice(0, 5, 1), slice(5, 10, 2)));
  }

  @Test
  void oneSliceOfEverything_isNone() {
    assertEquals(List.of(List.of()), partitions(slice(0, 10, 1)));
  }
}
