package org.ash.conformance.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ash.conformance.Conformance;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.report.ConformanceJson;
import org.ash.conformance.report.RuleResultJson;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.spi.BackendException;
import org.ash.spi.BackendProvider;
import org.ash.spi.Backends;

/**
 * The process in which one backend is judged. It answers in lines {@code TAG JSON}: first the
 * report without results, then for each rule its id before it is judged and its result after.
 */
public final class ConformanceWorker {
  /** Begins each answer, to tell it from what an engine prints. */
  static final String TAG = "ash-conformance ";

  /** The field of an answer that holds the report without results. */
  static final String REPORT = "report";

  /** The field that holds the id of the rule that is judged next. */
  static final String BEGIN = "begin";

  /** The field that holds what came of it. */
  static final String RESULT = "result";

  /** The field that says why the process ends early. */
  static final String FAILURE = "failure";

  private static final System.Logger LOGGER = System.getLogger(ConformanceWorker.class.getName());

  private final PrintStream answers;

  private ConformanceWorker(PrintStream answers) {
    this.answers = answers;
  }

  /** Takes a {@link TrialRequest} from the standard input. */
  public static void main(String[] arguments) throws IOException {
    ConformanceWorker worker = new ConformanceWorker(System.out);
    System.setOut(System.err);
    int exitCode = 0;
    try {
      worker.judge(
          TrialRequest.read(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))));
    } catch (RuntimeException | Error failure) { // an Error of the engine, too, is a verdict on it
      LOGGER.log(System.Logger.Level.ERROR, "The judgement ends early.", failure);
      worker.answer(FAILURE, JsonNodeFactory.instance.objectNode().put(FAILURE, text(failure)));
      exitCode = 1;
    }
    // Engines leave threads behind; they must not keep the process.
    System.exit(exitCode);
  }

  private static String text(Throwable failure) {
    return failure instanceof BackendException ? failure.getMessage() : failure.toString();
  }

  private void judge(TrialRequest request) {
    BackendProvider provider = Backends.find().choose(request.backend()).provider().orElseThrow();
    try (Conformance conformance = new Conformance(provider, request.settings())) {
      ConformanceReport report = conformance.judge(rule -> false, result -> {});
      answer(REPORT, ConformanceJson.write(report));
      for (Rule rule : Rules.all()) {
        if (request.rules().contains(rule.id())) {
          answer(BEGIN, JsonNodeFactory.instance.objectNode().put("rule", rule.id()));
          answer(RESULT, RuleResultJson.write(report, conformance.judge(rule)));
        }
      }
    }
  }

  private void answer(String field, ObjectNode value) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set(field, value);
    // Bytes, so that no default encoding comes between; a line break before it, as an engine may
    // have left its own line open.
    byte[] line = ("\n" + TAG + answer + "\n").getBytes(StandardCharsets.UTF_8);
    answers.write(line, 0, line.length);
    answers.flush();
    if (answers.checkError()) {
      Runtime.getRuntime().halt(1); // Nobody listens any more.
    }
  }
}
