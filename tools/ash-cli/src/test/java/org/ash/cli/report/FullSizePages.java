package org.ash.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.cli.experiment.Trial;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.ExampleImage;
import org.ash.cli.run.ExampleImages;
import org.ash.cli.run.ImageSample;
import org.ash.cli.run.StepMetrics;
import org.ash.cli.study.Metric;
import org.ash.cli.study.StudyReport;
import org.ash.cli.study.StudyTable;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.report.ConformanceHtml;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.page.Picture;

/** Pages as large as they get: 200 epochs, 100 classes, 54 places, every rule on four engines. */
final class FullSizePages {
  static final List<String> ACTIVATIONS =
      List.of("ash", "relu", "leaky_relu", "prelu", "softplus", "elu", "selu", "gelu", "swish");
  static final List<String> ENGINES = List.of("tensorflow", "dl4j", "onnxruntime", "reference");
  private static final int EPOCHS = 200;
  private static final int CLASSES = 100;
  private static final int PLACES = 54;
  private static final Random RANDOM = new Random(20261201);

  private FullSizePages() {}

  static String run(int classes) {
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class <" + i + ">").toList();
    List<ExampleImage> images =
        IntStream.range(0, 12)
            .mapToObj(i -> new ExampleImage(names.get(1), names.get(i % 2), 0.9, picture()))
            .toList();
    return HtmlReport.page(
        new RunReport(
            "resnet-110 with ash on cifar100",
            "All epochs are done.",
            78_000,
            Map.of("started", "2026-12-01 09:00 UTC"),
            Map.of("measure again", "tools/ash eval --run 'runs/<a> & b'"),
            Map.of("command", "ash train --out 'a & b'"),
            Map.of("Java", "17"),
            IntStream.rangeClosed(1, 78_000)
                .filter(i -> i % 10 == 0)
                .mapToObj(i -> new StepMetrics(i, 1 + i / 390, 4.6 / i, 0.3, 0.05, 700 + i % 9))
                .toList(),
            epochs(1),
            Optional.of(
                new EvaluationMetrics(
                    EPOCHS,
                    78_000,
                    IntStream.range(0, PLACES)
                        .mapToObj(i -> new ActivationMetrics("stage.act" + i, 1 + i, 0.3 - i, 0.5))
                        .toList(),
                    new ImageSample(128, 10_000),
                    names,
                    IntStream.range(0, classes)
                        .mapToObj(i -> RANDOM.longs(classes, 0, 50).boxed().toList())
                        .toList())),
            Optional.of(new ExampleImages(78_000, images, images))));
  }

  /** As large as a thumbnail of 64 x 64 gets. */
  private static String picture() {
    byte[] noise = new byte[5000];
    RANDOM.nextBytes(noise);
    noise[0] = (byte) 0xff;
    return Picture.source(noise);
  }

  private static List<EpochMetrics> epochs(int seed) {
    return IntStream.rangeClosed(1, EPOCHS)
        .mapToObj(
            i ->
                new EpochMetrics(
                    i,
                    390L * i,
                    2.3 / i,
                    1 - 0.9 / i,
                    i == 1 ? 38.9 : 1.0 / i + 0.01 * seed * RANDOM.nextDouble(),
                    1 - 0.8 / i - 0.001 * seed * RANDOM.nextDouble(),
                    1 - 0.3 / i,
                    60))
        .toList();
  }

  static String study() {
    List<TrialResult> results = new ArrayList<>();
    for (String model : List.of("resnet-20", "densenet-40-12")) {
      for (String activation : ACTIVATIONS) {
        for (int seed = 1; seed <= 3; seed++) {
          results.add(
              new TrialResult(
                  new Trial(model, activation, "tensorflow", seed),
                  "cifar10",
                  "completed",
                  "",
                  epochs(seed),
                  12_000));
        }
      }
    }
    return StudyReport.page(
        "Activations & <networks>", StudyTable.of(results, Map.of(), Metric.TOP1), results);
  }

  /** The last engine breaks every tenth rule. */
  static String conformance() {
    return ConformanceHtml.page(
        ENGINES.stream()
            .map(
                engine ->
                    new ConformanceReport(
                        engine,
                        "1.2.3",
                        "cpu:0 (a CPU)",
                        7,
                        20,
                        Instant.parse("2026-11-24T05:00:00Z"),
                        Map.of("java", "17"),
                        Stream.iterate(0, i -> i + 1)
                            .limit(8)
                            .map(
                                i ->
                                    new ConformanceReport.DeviationSummary(
                                        "known-" + i, "a".repeat(300), "", "2e-7", "{}"))
                            .toList(),
                        IntStream.range(0, Rules.all().size())
                            .mapToObj(i -> result(engine, i))
                            .toList()))
            .toList());
  }

  private static RuleResult result(String engine, int index) {
    Rule rule = Rules.all().get(index);
    boolean fails = engine.equals("reference") && index % 10 == 0;
    boolean compares = rule.id().matches("(OP|COMP|GRAD)-.*");
    return new RuleResult(
        rule,
        fails ? Verdict.FAILED : Verdict.PASSED,
        1234,
        fails ? List.of(new Finding("a \u0001 <case>", "is & off")) : List.of(),
        List.of(),
        List.of(),
        compares
            ? new ErrorHistogram(
                List.of(90_000L, 5000L, 300L, 20L, 5L, 0L, 1L, 0L, 0L, 1L),
                812.5,
                "y[3] " + "0x1.921fb6p+1 ".repeat(40))
            : ErrorHistogram.empty(),
        1.5);
  }

  static int classes() {
    return CLASSES;
  }
}
