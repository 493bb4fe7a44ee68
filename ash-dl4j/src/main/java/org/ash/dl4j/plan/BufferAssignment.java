package org.ash.dl4j.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ash.dl4j.memory.NativeBlock;

/**
 * Places storages in one block so that no two lie over each other while both are needed: the
 * largest first, each at the lowest place that is free all its life (greedy by size, Pisarchyk and
 * Lee, 2020).
 */
final class BufferAssignment {
  private BufferAssignment() {}

  /** Gives every storage its offset; returns the size of the block. */
  static long place(List<Storage> storages) {
    List<Storage> bySize = new ArrayList<>(storages);
    bySize.sort(Comparator.comparingLong(Storage::bytes).reversed());
    List<Storage> placed = new ArrayList<>(); // by offset
    long size = 0;
    for (Storage storage : bySize) {
      long needed = NativeBlock.align(storage.bytes());
      long at = 0;
      for (Storage other : placed) {
        if (storage.overlaps(other)) {
          if (at + needed <= other.offset()) {
            break;
          }
          at = Math.max(at, other.offset() + NativeBlock.align(other.bytes()));
        }
      }
      storage.place(at);
      insert(placed, storage);
      size = Math.max(size, at + needed);
    }
    return size;
  }

  private static void insert(List<Storage> placed, Storage storage) {
    int low = 0;
    int high = placed.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (placed.get(middle).offset() <= storage.offset()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    placed.add(low, storage);
  }
}
