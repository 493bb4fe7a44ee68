package org.ash.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.spi.BackendException;
import org.ash.tensor.Tensor;
import org.ash.tf.tensor.TensorTransfer;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** Runs parts of a TensorFlow graph: feeds are copied in, results copied out, nothing is kept. */
final class SessionRunner {
  private final Session session;
  private final String module;

  SessionRunner(Session session, String module) {
    this.session = session;
    this.module = module;
  }

  /**
   * Runs.
   *
   * @param inputs where to feed, by name
   * @param feeds what to feed
   * @param outputs what can be fetched, by name
   * @param results tensors that take the outputs wanted
   * @param targets further operations to run
   * @throws BackendException when TensorFlow fails
   */
  void run(
      Map<String, Output<?>> inputs,
      Map<String, Tensor> feeds,
      Map<String, Output<?>> outputs,
      Map<String, Tensor> results,
      Operation... targets) {
    if (results.isEmpty() && targets.length == 0) {
      return;
    }
    List<org.tensorflow.Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner().setOptions(SessionConfiguration.RUN_IN_CALLER);
      inputs.forEach(
          (name, input) -> {
            org.tensorflow.Tensor feed = TensorTransfer.toTensorFlow(feeds.get(name));
            fed.add(feed);
            runner.feed(input, feed);
          });
      results.keySet().forEach(name -> runner.fetch(outputs.get(name)));
      for (Operation target : targets) {
        runner.addTarget(target);
      }
      try (Result fetched = execute(runner)) {
        int index = 0;
        for (Tensor result : results.values()) {
          TensorTransfer.copy(fetched.get(index), result);
          index++;
        }
      }
    } finally {
      fed.forEach(org.tensorflow.Tensor::close);
    }
  }

  private Result execute(Session.Runner runner) {
    try {
      return runner.run();
    } catch (RuntimeException e) {
      String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new BackendException("Module '" + module + "': TensorFlow failed: " + text, e);
    }
  }
}
