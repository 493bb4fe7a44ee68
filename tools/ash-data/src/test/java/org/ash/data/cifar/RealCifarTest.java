package org.ash.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real files, where the environment variable ASH_DATA names a folder with some. */
final class RealCifarTest {

  private static Path data() {
    String folder = System.getenv("ASH_DATA");
    if (folder == null) {
      String reason = "skipped: ASH_DATA does not name a folder with real data";
      System.out.println(reason);
      Assumptions.abort(reason);
    }
    return Path.of(folder);
  }

  @Test
  void cifar10_hasTheKnownHistograms() {
    DataSet set = DataSets.open("cifar10:" + data().resolve("cifar-10-batches-bin"));
    assertArrayEquals(
        new int[] {517, 524, 490, 493, 537, 475, 503, 516, 529, 501},
        set.train().shown(Integer.MAX_VALUE).histogram(10));
    assertArrayEquals(
        new int[] {105, 93, 100, 104, 92, 87, 114, 102, 110, 110},
        set.test().shown(Integer.MAX_VALUE).histogram(10));
  }

  @Test
  void cifar100_hasTheKnownNumberOfRecords() {
    DataSet set = DataSets.open("cifar100:" + data().resolve("cifar-100-binary"));
    assertEquals(486, set.train().examples());
    assertEquals(916, set.test().examples());
    assertEquals("worm", set.classNames().get(99));
  }
}
