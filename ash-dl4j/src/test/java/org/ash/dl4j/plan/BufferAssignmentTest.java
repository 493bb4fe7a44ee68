package org.ash.dl4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ash.dl4j.memory.NativeBlock;
import org.ash.tensor.Philox;
import org.junit.jupiter.api.Test;

/** No two storages share a byte while both are needed. */
final class BufferAssignmentTest {
  private static final long SEED = 11;

  @Test
  void lifetimesThatOverlap_neverShareMemory() {
    Philox random = new Philox(SEED, 0);
    List<Storage> storages = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int begin = (int) (random.uniform(3L * i) * 100);
      int end = begin + (int) (random.uniform(3L * i + 1) * 20);
      storages.add(new Storage((long) (random.uniform(3L * i + 2) * 5000), begin, end));
    }
    long size = BufferAssignment.place(storages);
    for (Storage a : storages) {
      assertTrue(a.offset() % NativeBlock.ALIGNMENT == 0, "aligned");
      assertTrue(a.offset() + a.bytes() <= size, "inside the block");
      for (Storage b : storages) {
        boolean apart =
            a.offset() + a.bytes() <= b.offset() || b.offset() + b.bytes() <= a.offset();
        assertTrue(a == b || apart || !a.overlaps(b), "seed " + SEED);
      }
    }
  }

  @Test
  void aChain_needsTwoBuffers() {
    List<Storage> chain = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      chain.add(new Storage(6400, i, i + 1));
    }
    assertEquals(2 * 6400, BufferAssignment.place(chain));
  }
}
