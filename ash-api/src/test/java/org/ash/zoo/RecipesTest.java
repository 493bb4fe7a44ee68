package org.ash.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ash.train.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipesTest {
  private static final String SGD = "sgd:momentum=0.9";
  private static final String NESTEROV = "sgd:momentum=0.9,nesterov=true";

  /**
   * Epochs, batch, weight decay, Nesterov's momentum and schedule, read off the papers; VGG's,
   * which has none for CIFAR, is the usual one.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet-20 | 164 | 128 | 1e-4 | false | step:lr=0.1,milestones=82/123,gamma=0.1",
        "resnet-56 | 164 | 128 | 1e-4 | false | step:lr=0.1,milestones=82/123,gamma=0.1",
        "resnet-110 | 164 | 128 | 1e-4 | false"
            + " | step:lr=0.1,milestones=82/123,gamma=0.1,warmup=1.0256,warmup_lr=0.01",
        "resnet-1202 | 164 | 128 | 1e-4 | false"
            + " | step:lr=0.1,milestones=82/123,gamma=0.1,warmup=1.0256,warmup_lr=0.01",
        "resnet-164 | 164 | 128 | 1e-4 | false"
            + " | step:lr=0.1,milestones=82/123,gamma=0.1,warmup=1.0256,warmup_lr=0.01",
        "wrn-28-10 | 200 | 128 | 5e-4 | true | step:lr=0.1,milestones=60/120/160,gamma=0.2",
        "densenet-100-12 | 300 | 64 | 1e-4 | true | step:lr=0.1,milestones=150/225,gamma=0.1",
        "densenet-bc-100-12 | 300 | 64 | 1e-4 | true | step:lr=0.1,milestones=150/225,gamma=0.1",
        "densenet-121 | 90 | 256 | 1e-4 | true | step:lr=0.1,milestones=30/60,gamma=0.1",
        "resnet-50 | 90 | 256 | 1e-4 | false | step:lr=0.1,milestones=30/60,gamma=0.1",
        "vgg-11 | 200 | 128 | 5e-4 | false | cosine:lr=0.1",
      })
  void recipe_isThatOfItsSource(
      String name, int epochs, int batch, double decay, boolean nesterov, String schedule) {
    Recipe recipe = Zoo.entry(name).recipe();
    assertEquals(epochs, recipe.epochs());
    assertEquals(batch, recipe.batchSize());
    assertEquals(decay, recipe.weightDecay());
    assertEquals(nesterov ? NESTEROV : SGD, recipe.optimizer());
    assertEquals(schedule, recipe.schedule(epochs));
  }

  /** 50,000 images in batches of 128 are 390 steps, the last and partial one left out. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.01",
    "399, 0.01",
    "400, 0.1",
    "31979, 0.1",
    "31980, 0.01",
    "47970, 0.001",
  })
  void resNet110_onCifar_isWarmedUpFor400Steps(long step, double rate) {
    String schedule = Zoo.entry("resnet-110").recipe().schedule(164);
    assertEquals(rate, Schedule.parse(schedule, new Schedule.Horizon(164, 390), 1).at(step), 1e-15);
  }

  @Test
  void warmUp_keepsItsShareOfTheWhole() {
    assertEquals(
        "step:lr=0.1,milestones=41/61.5,gamma=0.1,warmup=0.5128,warmup_lr=0.01",
        Zoo.entry("resnet-164").recipe().schedule(82));
  }
}
