package org.ash.conformance.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ash.activation.Activations;
import org.ash.conformance.Conformance;
import org.ash.conformance.Verdict;
import org.ash.conformance.operator.Operand;
import org.ash.conformance.rule.Examination;
import org.ash.conformance.rule.Examiner;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.Dense;
import org.ash.nn.LayerContext;
import org.ash.nn.Parameters;
import org.ash.spi.Backend;
import org.ash.spi.BackendCandidate;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.tensor.DType;
import org.junit.jupiter.api.Test;

/** How little it takes to be judged, and how exactly the verdict tells what is missing. */
final class ToyBackendTest {
  private static final Path SOURCE =
      Path.of("src", "test", "java", "org", "ash", "conformance", "toy", "ToyBackend.java");
  private static final int MOST_LINES = 150;

  /** How rules of primitives are named. */
  private static final String OPERATOR = "OP-";

  private static final Set<String> OPERATORS = Set.of("Add", "Mul", "Relu", "Gemm");

  /**
   * The only one that it takes in whatever shape, the others have cases it does not claim; and
   * After, of whose decomposition nothing is left to claim.
   */
  private static final Set<String> WHOLE = Set.of("Relu", "After");

  /** Of its operators: seed 1 draws no case of FLOAT32 with a bias for each column. */
  private static final Set<String> UNDRAWN = Set.of("OP-Gemm-random");

  /** What it gets wrong: Relu makes NaN 0. */
  private static final Set<String> BROKEN = Set.of("OP-Relu-special");

  /** They need an operator that it lacks: Div of INT32, Conv. */
  private static final Set<String> OUT_OF_REACH = Set.of("LIFE-failed-run", "LIFE-logical-order");

  @Test
  void backend_isShort() throws IOException {
    int lines = Files.readAllLines(SOURCE).size();
    assertTrue(lines < MOST_LINES, lines + " lines");
  }

  @Test
  void serviceLoader_findsItAsTheLastChoice() {
    List<BackendCandidate> candidates = Backends.find().candidates();
    assertEquals("toy", candidates.get(candidates.size() - 1).name());
    assertTrue(candidates.size() > 1, candidates::toString);
    assertEquals("toy", Backends.find().choose("toy").name());
  }

  @Test
  void operatorRules_passForItsOperators_failForItsBug_areSkippedForTheRest() {
    Map<String, Verdict> expected = new TreeMap<>();
    for (Rule rule : Rules.all()) {
      if (rule.id().startsWith(OPERATOR)) {
        boolean tried = OPERATORS.contains(operator(rule.id())) && !UNDRAWN.contains(rule.id());
        Verdict ofOperator = tried ? Verdict.PASSED : Verdict.SKIPPED;
        expected.put(rule.id(), BROKEN.contains(rule.id()) ? Verdict.FAILED : ofOperator);
      }
    }
    assertEquals(expected, verdicts(rule -> rule.id().startsWith(OPERATOR)));
    assertTrue(expected.keySet().containsAll(BROKEN));
  }

  /** The name within {@code OP-<name>-<kind>}. */
  private static String operator(String rule) {
    return rule.substring(OPERATOR.length(), rule.lastIndexOf('-'));
  }

  @Test
  void lifecycleRules_passUnlessTheyNeedOtherOperators() {
    Map<String, Verdict> expected = new TreeMap<>();
    for (Rule rule : Rules.all()) {
      if (rule.level() == Level.LIFECYCLE) {
        expected.put(
            rule.id(), OUT_OF_REACH.contains(rule.id()) ? Verdict.SKIPPED : Verdict.PASSED);
      }
    }
    assertEquals(expected, verdicts(rule -> rule.level() == Level.LIFECYCLE));
  }

  @Test
  void structureRules_failForEachOperatorThatIsNotWhole() {
    Map<String, Verdict> expected = new TreeMap<>();
    for (Rule rule : Rules.all()) {
      if (rule.level() == Level.STRUCTURE) {
        String operator = rule.id().substring("STRUCT-".length());
        boolean needed = Character.isUpperCase(operator.charAt(0));
        boolean missing = needed && !WHOLE.contains(operator);
        expected.put(rule.id(), missing ? Verdict.FAILED : Verdict.PASSED);
      }
    }
    assertEquals(expected, verdicts(rule -> rule.level() == Level.STRUCTURE));
  }

  private static Map<String, Verdict> verdicts(Predicate<Rule> chosen) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    try (Conformance conformance = new Conformance(new ToyBackend(), Trial.Settings.defaults())) {
      conformance.judge(chosen, result -> verdicts.put(result.rule().id(), result.verdict()));
    }
    return verdicts;
  }

  @Test
  void perceptronOfLayers_agreesWithTheOracle() {
    GraphBuilder g = new GraphBuilder("perceptron");
    Parameters parameters = new Parameters(1);
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.INFERENCE);
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 6)));
    Value hidden = Dense.of(16).write(layers, "hidden", x);
    Value active = layers.activate(Activations.parse("relu"), "relu", hidden);
    g.output("logits", Dense.of(3).write(layers, "logits", active));
    Graph graph = g.build();
    try (Backend toy = Backends.find().open("toy", BackendOptions.defaults())) {
      Examination outcome =
          new Examiner(toy)
              .examine(graph, Map.of("x", Operand.normal(2, 5, 6)), parameters.initialValues());
      assertInstanceOf(Examination.Agrees.class, outcome, outcome::toString);
    }
  }
}
