package org.ash.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BalanceTextTest {

  private static Optional<String> told(Integer... histogram) {
    return BalanceText.ofTraining(
        List.of(histogram), List.of("cats", "dogs", "cows", "hens").subList(0, histogram.length));
  }

  @Test
  void classOfMoreThanTwiceItsShare_isNamed() {
    assertEquals(
        Optional.of("dogs is 60.00 % of the training images: look at the balanced accuracy, too."),
        told(10, 60, 20, 10));
    assertEquals(
        Optional.of("cats is 75.00 % of the training images: look at the balanced accuracy, too."),
        told(30, 10));
  }

  @Test
  void classesOfAboutOneSize_areNotSpokenOf() {
    assertEquals(Optional.empty(), told(10, 12, 9, 11));
    assertEquals(Optional.empty(), told(60, 40));
    assertEquals(Optional.empty(), told(0, 0));
  }
}
