package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluationTest {
  private static final List<String> SIX = List.of("a", "b", "c", "d", "e", "f");

  private static Evaluation count(int classes, double[] logits, long... labels) {
    EvaluationCounter counter = new EvaluationCounter(classes, labels.length);
    // Of each image, one pixel: its index.
    Tensor images = Tensor.generate(DType.FLOAT32, Shape.of(labels.length, 1, 1, 1), i -> i);
    counter.add(
        new Batch(images, Tensor.ofLongs(labels, labels.length)),
        Tensor.of(DType.FLOAT32, Shape.of(labels.length, classes), logits));
    return counter.result(SIX.subList(0, classes));
  }

  @Test
  void labelAtRankFive_countsForTop5Only() {
    Evaluation.Summary summary = count(6, new double[] {6, 5, 4, 3, 2, 1}, 4).summary();
    assertEquals(0, summary.top1());
    assertEquals(1, summary.top5());
  }

  @Test
  void labelAtRankSix_countsForNothing() {
    assertEquals(0, count(6, new double[] {6, 5, 4, 3, 2, 1}, 5).summary().top5());
  }

  /** Of equal logits the first class is the guess, so that engines cannot differ. */
  @Test
  void equalLogits_goToTheFirstClass() {
    double[] logits = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertEquals(0.5, count(6, logits, 0, 1).summary().top1());
  }

  @Test
  void logitsThatAreNaN_recognizeNothing() {
    double[] logits = {Double.NaN, Double.NaN};
    Evaluation.Summary summary = count(2, logits, 0).summary();
    assertEquals(0, summary.top1());
    assertTrue(Double.isNaN(summary.loss()), summary.toString());
  }

  /** By hand: ln(1 + e^-2) for the first, 2 more for the second. */
  @Test
  void loss_isTheMeanCrossEntropy() {
    double right = Math.log1p(Math.exp(-2));
    Evaluation.Summary summary = count(2, new double[] {3, 1, 3, 1}, 0, 1).summary();
    assertEquals((right + right + 2) / 2, summary.loss(), 1e-15);
  }

  @Test
  void hugeLogits_doNotOverflow() {
    assertEquals(2e30, count(2, new double[] {1e30, -1e30}, 1).summary().loss(), 1e24);
  }

  @Test
  void confusion_countsByActualAndGuessedClass() {
    Evaluation evaluation = count(2, new double[] {1, 0, 1, 0, 0, 1}, 0, 1, 1);
    assertEquals(1, evaluation.confusion(0, 0));
    assertEquals(1, evaluation.confusion(1, 0));
    assertEquals(0.5, evaluation.accuracy(1));
    assertEquals(3, evaluation.summary().examples());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 2, Long.MAX_VALUE})
  void labelOutOfRange_isNamed(long label) {
    Batch batch =
        new Batch(
            Tensor.allocate(DType.FLOAT32, Shape.of(2, 1, 6, 6)),
            Tensor.ofLongs(new long[] {0, label}, 2));
    DataCheck check = new DataCheck(new TinyNetwork("relu", 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> check.batch(batch));
    assertEquals(
        "Label "
            + label
            + " at position 1 of a batch is out of range; the model knows classes 0 to 1.",
        error.getMessage());
  }

  @Test
  void imagesOfAnotherSize_areNamed() {
    Preprocessing wide = new Preprocessing(1, 6, 8, List.of(0.5), List.of(1.0), List.of("a", "b"));
    DataCheck check = new DataCheck(new TinyNetwork("relu", 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> check.preprocessing(wide));
    assertEquals(
        "Model tiny takes images [N, 1, 6, 6], the data set gives [N, 1, 6, 8]; choose a model"
            + " for this size or resize the images.",
        error.getMessage());
  }

  private static List<Double> pixels(List<Guess> guesses) {
    return guesses.stream().map(guess -> guess.image().get(0)).toList();
  }

  @Test
  void sample_isEvenlySpacedOverTheSet() {
    double[] logits = new double[2 * 60];
    List<Guess> sample = count(2, logits, new long[60]).sample();
    assertEquals(
        List.of(0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0),
        pixels(sample));
    assertTrue(sample.stream().allMatch(Guess::right));
    assertEquals(0.5, sample.get(0).probability());
  }

  @Test
  void worst_areTheSurestMisses_theSurestFirst() {
    int n = 40;
    double[] logits = new double[2 * n];
    for (int i = 0; i < n; i++) {
      logits[2 * i + 1] = (i * 7) % n / 4.0; // The larger, the surer of class 1.
    }
    long[] labels = new long[n];
    labels[17] = 1; // 39, the surest, is right.
    List<Guess> worst = count(2, logits, labels).worst();
    assertEquals(12, worst.size());
    assertEquals(38, (7 * (int) worst.get(0).image().get(0)) % n);
    assertEquals(27, (7 * (int) worst.get(11).image().get(0)) % n);
    assertTrue(worst.stream().noneMatch(Guess::right));
  }

  @Test
  void logitsThatAreNaN_areNoSureMiss() {
    assertEquals(List.of(), count(2, new double[] {Double.NaN, Double.NaN}, 1).worst());
  }
}
