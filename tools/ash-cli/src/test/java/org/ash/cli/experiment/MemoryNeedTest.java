package org.ash.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MemoryNeedTest {
  @Test
  void unusedMemory_isWhatTheSystemCanGive_notWhatIsFree() {
    assertEquals(
        OptionalLong.of(3 * 1024),
        MemoryNeed.unused(
            List.of("MemTotal:  8 kB", "MemFree:  2 kB", "MemAvailable:       3 kB")));
    assertEquals(OptionalLong.empty(), MemoryNeed.unused(List.of("MemTotal:  8 kB")));
  }

  @Test
  void thereIsNoMoreThanTheContainerIsGiven() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long available = MemoryNeed.available().orElseThrow();
    assertTrue(available > 0 && available <= system.getTotalMemorySize(), "" + available);
  }
}
