package org.ash.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** No engine passes whose process does not come up. */
final class ForkedBackendConformanceTest {
  private final ForkedBackendConformance missing =
      new ForkedBackendConformance() {
        @Override
        protected String backend() {
          return "nowhere";
        }
      };

  @Test
  void missingBackend_failsEveryTest_andTheLineThatShowsItAgainIsTold() throws IOException {
    List<DynamicTest> tests = missing.rules().toList();
    // One for the process, one for cases at all.
    assertEquals(missing.judged().size() + 2, tests.size());
    List<String> messages =
        tests.stream()
            .map(test -> assertThrows(AssertionError.class, test.getExecutable()).getMessage())
            .toList();
    assertTrue(
        messages.stream()
            .anyMatch(told -> told.contains("tools/ash conformance --backend nowhere --seed 1")),
        messages::toString);
  }
}
