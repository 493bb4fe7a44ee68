package org.ash.conformance.rule;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.activation.Activations;
import org.ash.autodiff.Gradients;
import org.ash.conformance.operator.Operand;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** ASH-8: the variants as the catalogue writes them, with their gradients. */
final class AshVariantRules {
  private static final Shape IMAGES = Shape.of(3, 3, 11, 13);
  private static final Shape FEATURES = Shape.of(4, 9);

  private static final List<String> VARIANTS =
      List.of(
          "hard-ash-eq7:z=0.5",
          "topk:k=10",
          "f-ash:k=10",
          "l-ash:slope=0.25,z=0.5",
          "hard-ash:z=0.25,alpha=1.5");

  private static final List<String> SHARES = List.of("0.1", "10", "50", "99.9");

  private AshVariantRules() {}

  static Rule rule() {
    return Rule.required(
        "ASH-8",
        Level.ASH,
        "The variants hard-ash-eq7, topk, f-ash, l-ash and hard-ash; topk keeps exactly the top.",
        trial -> {
          agreement(trial);
          selection(trial);
        });
  }

  private static void agreement(Trial trial) {
    for (String spec : VARIANTS) {
      for (Shape shape : List.of(IMAGES, FEATURES)) {
        Tensor x = Operand.normal(DType.FLOAT32, 3, shape);
        judge(trial, spec + " of " + shape, spec, x);
        int second = (int) (shape.size() / shape.dim(0));
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
          String label = spec + " of " + shape + ", " + bad + " in the second sample";
          judge(trial, label, spec, Operand.with(x, second + 5, bad));
        }
      }
    }
  }

  private static void judge(Trial trial, String label, String spec, Tensor x) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    feeds.put("x", x);
    feeds.put("dy", Operand.normal(DType.FLOAT32, 4, x.shape()));
    Graph graph = graph(spec, x.shape(), feeds);
    trial.judge(label, () -> trial.examiner().examine(graph, feeds, Map.of()));
  }

  /** What is kept depends on comparisons alone, so that there is nothing to round. */
  private static void selection(Trial trial) {
    Map<String, Tensor> inputs =
        Map.of(
            "normal numbers", Operand.normal(DType.FLOAT32, 5, IMAGES),
            "whole numbers, most of them equal", Operand.whole(DType.FLOAT32, 3, 6, IMAGES));
    for (String share : SHARES) {
      inputs.forEach(
          (name, x) -> {
            Map<String, Tensor> feeds = new LinkedHashMap<>();
            feeds.put("x", x);
            feeds.put("dy", Operand.normal(DType.FLOAT32, 7, IMAGES));
            Graph graph = graph("topk:k=" + share, IMAGES, feeds);
            String label = "topk:k=" + share + " of " + name + ", exactly";
            Optional<String> unsupported = trial.examiner().unsupported(graph);
            if (unsupported.isPresent()) {
              trial.skip(label + ": " + unsupported.get());
            } else {
              trial.hold(label, () -> keptAlone(trial, graph, feeds, Double.parseDouble(share)));
            }
          });
    }
  }

  private static Optional<String> keptAlone(
      Trial trial, Graph graph, Map<String, Tensor> feeds, double share) {
    Tensor x = feeds.get("x");
    Map<String, Tensor> results;
    GraphModule module = new GraphModule("variant", Map.of(), Map.of(graph.name(), graph));
    try (Executable executable = trial.backend().load(module)) {
      results = executable.run(graph.name(), feeds);
    }
    int size = (int) (x.size() / x.shape().dim(0));
    int count = (int) Math.ceil(share * size / 100);
    for (int i = 0; i < x.size(); i++) {
      boolean kept = x.get(i) >= least(x, i / size * size, size, count);
      double y = kept ? x.get(i) : 0;
      double dx = kept ? feeds.get("dy").get(i) : 0;
      if (results.get("y").get(i) != y || results.get("dx").get(i) != dx) {
        return Optional.of(
            "element %d, %s: y is %s and dx %s, expected %s and %s"
                .formatted(i, x.get(i), results.get("y").get(i), results.get("dx").get(i), y, dx));
      }
    }
    return Optional.empty();
  }

  /** The smallest of the {@code count} largest elements of a sample. */
  private static double least(Tensor x, int from, int size, int count) {
    double[] sample = Arrays.copyOfRange(x.toDoubles(), from, from + size);
    Arrays.sort(sample);
    return sample[size - count];
  }

  /** y and dx of a variant; what its parameters begin with is added to the feeds. */
  private static Graph graph(String spec, Shape shape, Map<String, Tensor> feeds) {
    GraphBuilder g = new GraphBuilder("variant");
    long[] rest = Arrays.copyOfRange(shape.dims(), 1, shape.rank());
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", rest)));
    Value dy = g.input("dy", x.type());
    Value y =
        Activations.parse(spec)
            .write(
                g,
                (name, parameter, initial, trained) -> {
                  feeds.put(name, Tensor.scalar(DType.FLOAT32, initial));
                  return g.input(name, TensorType.of(DType.FLOAT32));
                },
                "here",
                x);
    g.output("y", y);
    g.output("dx", Gradients.of(g, y, dy, List.of(x)).get(0));
    return g.build();
  }
}
