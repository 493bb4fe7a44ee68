package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ash.train.Schedule.Horizon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {
  private static final double EXACT = 1e-15;

  private static double at(String text, int epochs, long stepsPerEpoch, long step) {
    return Schedule.parse(text, new Horizon(epochs, stepsPerEpoch), 0.1).at(step);
  }

  /**
   * OneCycleLR(max_lr=0.1, total_steps=10) by PyTorch's formulas: up over steps 0 to 2, down to 9.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0.004",
    "1, 0.052",
    "2, 0.1",
    "3, 0.09504846320134738",
    "5, 0.06112620219362893",
    "8, 0.004951936798652629",
    "9, 4e-7",
    "10, 4e-7",
  })
  void oneCycle_isPyTorchs(long step, double rate) {
    assertEquals(rate, at("one-cycle:max=0.1", 5, 2, step), 1e-12);
  }

  @Test
  void oneCycleOfOneStep_isFinite() {
    assertTrue(Double.isFinite(at("one-cycle", 1, 1, 0)));
  }

  @Test
  void oneCycleWithoutRise_beginsAtTheTop() {
    assertEquals(0.1, at("one-cycle:max=0.1,pct_start=0", 1, 10, 0), EXACT);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.2", "25, 0.17071067811865477", "50, 0.1", "100, 0", "101, 0"})
  void cosine_isHalfAWave(long step, double rate) {
    assertEquals(rate, at("cosine:lr=0.2", 10, 10, step), EXACT);
  }

  @Test
  void cosineWithMinimum_endsThere() {
    assertEquals(0.01, at("cosine:lr=0.2,min=0.01", 1, 10, 10), EXACT);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "19, 0.1", "20, 0.01", "24, 0.01", "25, 0.001", "99, 0.001"})
  void step_fallsAtEachMilestone(long step, double rate) {
    assertEquals(rate, at("step:milestones=2/2.5", 10, 10, step), EXACT);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.01", "4, 0.05", "9, 0.1", "10, 0.1", "11, 0.1"})
  void warmUp_risesLinearly(long step, double rate) {
    assertEquals(rate, at("constant:lr=0.1,warmup=2", 4, 5, step), EXACT);
  }

  @Test
  void warmUpOfCosine_multipliesIt() {
    double cosine = at("cosine:lr=0.1", 4, 5, 3);
    assertEquals(cosine * 4 / 10, at("cosine:lr=0.1,warmup=2", 4, 5, 3), EXACT);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.01", "9, 0.01", "10, 0.1", "14, 0.1", "15, 0.02"})
  void warmUpAtARateOfItsOwn_isConstant_andTheRestCountsOn(long step, double rate) {
    String text = "step:lr=0.1,milestones=3,gamma=0.2,warmup=2,warmup_lr=0.01";
    assertEquals(rate, at(text, 4, 5, step), EXACT);
  }

  @Test
  void warmUpAtARateOfItsOwn_ofLessThanHalfAStep_isNone() {
    assertEquals(0.1, at("constant:lr=0.1,warmup=0.09,warmup_lr=0.01", 4, 5, 0), EXACT);
  }

  /** Checkpoints hold these texts. */
  @Test
  void warmUpWithoutARate_staysTheLinearRise() {
    assertEquals(
        new Schedule.WarmUp(5, new Schedule.Step(0.1, 0.1, List.of(410L, 615L))),
        Schedule.parse(
            "step:lr=0.1,milestones=82/123,gamma=0.1,warmup=1", new Horizon(164, 5), 0.1));
    assertEquals(
        new Schedule.Constant(0.1), Schedule.parse("constant:warmup=0", new Horizon(1, 5), 0.1));
  }

  @Test
  void rateLeftOut_isTheOptimizers() {
    TrainingConfig config =
        TrainingConfig.builder("m", "relu", 2).optimizer("adamw").schedule("constant").build();
    assertEquals(0.001, config.scheduleFor(10).at(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one-cycl | Did you mean 'one-cycle'?",
        "cosine:max=1 | 'cosine' has no setting 'max'. It takes: lr, min, warmup, warmup_lr.",
        "cosine:warmup_lr=0.01 | no warmup, the epochs at that rate: add warmup=1, or leave",
        "cosine:warmup=1,warmup_lr=-1 | warmup_lr lies in [0,",
        "one-cycle:warmup_lr=0.01 | schedule 'one-cycle' has no setting 'warmup_lr'",
        "cosine:lr | 'lr' is not of the form key=value",
        "cosine:lr=fast | lr is not a number: 'fast'",
        "cosine:lr=NaN | lr is not a finite number",
        "cosine:lr=-1 | lr lies in [0,",
        "cosine:lr=1,lr=2 | sets 'lr' twice",
        "step | needs milestones",
        "step:milestones=3/2 | ascending epochs",
        "step:milestones=a | milestones is not a number: 'a'",
        "one-cycle:pct_start=2 | pct_start lies in [0, 1], given 2",
      })
  void mistakes_areNamed(String text, String message) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> at(text, 1, 1, 0));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
