package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ash.activation.ZScore;
import org.ash.autodiff.Gradients;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.GraphRewriter;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * The specification of ASH, rule by rule, each tried on the composite, which a backend may have a
 * kernel for, and on its decomposition.
 */
final class AshRules {
  private static final double EPS = 1e-5;
  private static final Shape IMAGES = Shape.of(3, 3, 11, 13);

  private AshRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "ASH-1",
            "y = x S(u), u = 2a(x - m - z s); a large a keeps the large elements.",
            AshRules::formula),
        rule(
            "ASH-2",
            "Mean and deviation are those of one sample, accurate also far from 0.",
            AshRules::statistics),
        Rule.untested(
            "ASH-3",
            Level.ASH,
            "a and z are trainable scalars with their defaults.",
            "a backend sees neither defaults nor what is trained; TRAIN rules train a and z"),
        rule(
            "ASH-4",
            "NaN or Inf in one sample leaves y and dx of the others as they are, bit for bit.",
            AshRules::independence),
        rule(
            "ASH-5",
            "A sample with NaN or Inf is NaN; constant and one-element samples are gated by eps.",
            AshRules::degenerate),
        rule("ASH-6", "Gradients of x, a and z.", AshRules::gradients),
        rule(
            "ASH-7",
            "Without statistics and with a = 1/2 it is Swish; top=k% lets k% of normals through.",
            AshRules::limits),
        AshVariantRules.rule());
  }

  private static Rule rule(String id, String sentence, RuleCheck check) {
    return Rule.required(id, Level.ASH, sentence, check);
  }

  private static void formula(Trial trial) {
    double[][] settings = {{1, 0}, {0.5, 1.96}, {2, -1}, {-1, 0.5}, {10, 1.28}, {0, 1}};
    for (double[] set : settings) {
      examine(trial, "a " + set[0] + ", z " + set[1], images(IMAGES, 0, 1), set[0], set[1]);
    }
    forms(
        trial,
        "a 10000 keeps what lies above m + z s",
        forward(IMAGES),
        graph ->
            run(trial, graph, feeds(images(IMAGES, 0, 1), 1e4, 0.5))
                .flatMap(y -> keepsTheLarge(images(IMAGES, 0, 1), y, 0.5)));
  }

  /** Elements further than 1/100 from the threshold are kept or dropped as Eq. 7 says. */
  private static Optional<String> keepsTheLarge(Tensor x, Tensor y, double z) {
    int size = x.size() / (int) x.shape().dim(0);
    for (int i = 0; i < x.size(); i++) {
      double threshold = threshold(x, i / size * size, size, z);
      double expected = x.get(i) > threshold ? x.get(i) : 0;
      if (Math.abs(x.get(i) - threshold) > 0.01 && Math.abs(y.get(i) - expected) > 1e-3) {
        return Optional.of("x = " + x.get(i) + " at threshold " + threshold + " gives " + y.get(i));
      }
    }
    return Optional.empty();
  }

  private static double threshold(Tensor x, int from, int size, double z) {
    double mean = 0;
    for (int i = from; i < from + size; i++) {
      mean += x.get(i) / size;
    }
    double variance = 0;
    for (int i = from; i < from + size; i++) {
      variance += (x.get(i) - mean) * (x.get(i) - mean) / size;
    }
    return mean + z * Math.sqrt(variance + EPS);
  }

  private static void statistics(Trial trial) {
    examine(trial, "features [5, 17]", images(Shape.of(5, 17), 1, 2), 1, 1);
    examine(trial, "sequences [2, 3, 5]", images(Shape.of(2, 3, 5), 0, 1), 1, 1);
    examine(trial, "mean 4096, deviation 1", images(IMAGES, 4096, 1), 1, 1.5);
    examine(trial, "mean -500, deviation 0.01", images(IMAGES, -500, 0.01), 3, 1);
    Tensor scaled = images(IMAGES, 0, 1);
    int size = scaled.size() / 3;
    for (int i = 0; i < scaled.size(); i++) {
      int sample = i / size;
      scaled.set(i, scaled.get(i) * Math.pow(10, sample) + sample);
    }
    examine(trial, "samples of different scale", scaled, 1, 1);
  }

  private static void independence(Trial trial) {
    for (double bad : NON_FINITE) {
      forms(
          trial,
          bad + " in the second sample: y",
          forward(IMAGES),
          graph -> othersUnchanged(trial, graph, bad));
      forms(
          trial,
          bad + " in the second sample: dx",
          backward(IMAGES),
          graph -> othersUnchanged(trial, graph, bad));
    }
  }

  private static final double[] NON_FINITE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private static Optional<String> othersUnchanged(Trial trial, Graph graph, double bad) {
    Tensor clean = images(IMAGES, 0, 1);
    Tensor dirty = clean.copy();
    int size = clean.size() / 3;
    dirty.set(size + 5, bad);
    Map<String, Tensor> before = results(trial, graph, feeds(clean, 1, 1));
    Map<String, Tensor> after = results(trial, graph, feeds(dirty, 1, 1));
    String perElement = graph.outputs().containsKey("dx") ? "dx" : "y";
    for (int i = 0; i < clean.size(); i++) {
      double was = before.get(perElement).get(i);
      double is = after.get(perElement).get(i);
      if (i / size != 1 && Double.compare(was, is) != 0) {
        return Optional.of(
            perElement + "[" + i + "] of another sample went from " + was + " to " + is);
      }
    }
    for (String sum : List.of("da", "dz")) {
      if (after.containsKey(sum) && !Double.isNaN(after.get(sum).get(0))) {
        return Optional.of(sum + " is " + after.get(sum).get(0) + ", expected NaN");
      }
    }
    return Optional.empty();
  }

  private static void degenerate(Trial trial) {
    for (double bad : NON_FINITE) {
      for (double z : new double[] {0, 1.5}) {
        Tensor x = images(IMAGES, 0, 1);
        x.set(7, bad);
        examine(trial, bad + " at z " + z, x, 1, z);
      }
    }
    for (double value : new double[] {0, 3, -7.25, 1000.1}) {
      Tensor x = Tensor.generate(DType.FLOAT32, IMAGES, i -> value);
      forms(
          trial,
          "all elements " + value,
          forward(IMAGES),
          graph -> run(trial, graph, feeds(x, 1, 1.5)).flatMap(y -> gatedByEps(x, y, 1.5)));
    }
    examine(trial, "one element", Tensor.ofFloats(new float[] {2, -3}, 2, 1, 1, 1), 1, 1);
    examine(trial, "one feature", Tensor.ofFloats(new float[] {2, -3, 0}, 3, 1), 1, -1);
  }

  /** ASH-5's bound, d being the error of a mean of M equal numbers, the sigmoid's 2^-22. */
  private static Optional<String> gatedByEps(Tensor x, Tensor y, double z) {
    double value = x.get(0);
    double elements = (double) x.size() / x.shape().dim(0);
    double d = 4 * 0x1p-24 * Math.sqrt(elements) * Math.abs(value);
    double du = 2 * (d + z * (Math.sqrt(EPS + d * d) - Math.sqrt(EPS)));
    double expected = value / (1 + Math.exp(2 * z * Math.sqrt(EPS)));
    double allowed = Math.abs(value) * (du / 4 + 0x1p-22) + Math.ulp((float) expected);
    for (int i = 0; i < y.size(); i++) {
      if (!(Math.abs(y.get(i) - expected) <= allowed)) {
        return Optional.of("y[" + i + "] is " + y.get(i) + ", expected " + expected);
      }
    }
    return Optional.empty();
  }

  private static void gradients(Trial trial) {
    double[][] settings = {{1, 0}, {0.5, 1.96}, {2, -1}, {-1, 0.5}};
    for (double[] set : settings) {
      for (Shape shape : List.of(IMAGES, Shape.of(4, 9), Shape.of(1, 2, 3, 4))) {
        Map<String, Tensor> feeds = feeds(images(shape, 0.3, 1), set[0], set[1]);
        String label = "a " + set[0] + ", z " + set[1] + ", x " + shape;
        for (Form form : Form.values()) {
          trial.judge(
              label + form,
              () -> trial.examiner().examine(form.of(backward(shape)), feeds, Map.of()));
        }
      }
    }
  }

  private static void limits(Trial trial) {
    GraphBuilder g = new GraphBuilder("swish");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.of(IMAGES)));
    Value a = g.like(x, 0.5);
    Value gate = g.mul(g.mul(a, g.like(x, 2)), g.sub(g.sub(x, g.like(x, 0)), g.like(x, 0)));
    g.output("y", g.mul(x, g.sigmoid(gate)));
    g.output("swish", g.apply(new ActivationComposite.Swish(1), x));
    Graph graph = g.build();
    Map<String, Tensor> feeds = Map.of("x", images(IMAGES, 0, 2));
    trial.judge("m = s = 0, a = 1/2", () -> trial.examiner().examine(graph, feeds, Map.of()));
    Shape large = Shape.of(1, 65_536);
    for (double top : new double[] {2.5, 10, 50, 90}) {
      double z = ZScore.ofTopPercent(top);
      forms(
          trial,
          "top " + top + "% of 65,536 normals",
          forward(large),
          f ->
              run(trial, f, feeds(images(large, 0, 1), 1, z))
                  .flatMap(y -> activeShare(images(large, 0, 1), y, top)));
    }
  }

  /** The gate is open where |y| > |x| / 2; four standard deviations of sampling are allowed. */
  private static Optional<String> activeShare(Tensor x, Tensor y, double percent) {
    int active = 0;
    for (int i = 0; i < x.size(); i++) {
      active += Math.abs(y.get(i)) > Math.abs(x.get(i)) / 2 ? 1 : 0;
    }
    double share = 100.0 * active / x.size();
    double p = percent / 100;
    double allowed = 4 * 100 * Math.sqrt(p * (1 - p) / x.size());
    return Math.abs(share - percent) <= allowed
        ? Optional.empty()
        : Optional.of(share + " % are let through, expected " + percent + " within " + allowed);
  }

  /** The composite as the backend takes it, and its decomposition. */
  private enum Form {
    COMPOSITE {
      @Override
      Graph of(Graph graph) {
        return graph;
      }
    },
    DECOMPOSED {
      @Override
      Graph of(Graph graph) {
        return GraphRewriter.decompose(graph, node -> false);
      }
    };

    abstract Graph of(Graph graph);

    @Override
    public String toString() {
      return this == COMPOSITE ? "" : ", decomposed";
    }
  }

  private static void examine(Trial trial, String label, Tensor x, double a, double z) {
    for (Form form : Form.values()) {
      trial.judge(
          label + form,
          () -> trial.examiner().examine(form.of(forward(x.shape())), feeds(x, a, z), Map.of()));
    }
  }

  private static void forms(
      Trial trial, String label, Graph graph, Function<Graph, Optional<String>> finding) {
    for (Form form : Form.values()) {
      Graph formed = form.of(graph);
      Optional<String> unsupported = trial.examiner().unsupported(formed);
      if (unsupported.isPresent()) {
        trial.skip(label + form + ": " + unsupported.get());
      } else {
        trial.hold(label + form, () -> finding.apply(formed));
      }
    }
  }

  private static Optional<Tensor> run(Trial trial, Graph graph, Map<String, Tensor> feeds) {
    return Optional.of(results(trial, graph, feeds).get("y"));
  }

  private static Map<String, Tensor> results(Trial trial, Graph graph, Map<String, Tensor> feeds) {
    GraphModule module = new GraphModule("ash", Map.of(), Map.of(graph.name(), graph));
    try (Executable executable = trial.backend().load(module)) {
      return executable.run(graph.name(), feeds);
    }
  }

  private static Map<String, Tensor> feeds(Tensor x, double a, double z) {
    return Map.of(
        "x", x, "a", Tensor.scalar(DType.FLOAT32, a), "z", Tensor.scalar(DType.FLOAT32, z));
  }

  private static Graph forward(Shape shape) {
    GraphBuilder g = new GraphBuilder("forward");
    g.output("y", write(g, shape).get(0));
    return g.build();
  }

  /** Gradients of a weighted sum of y. */
  private static Graph backward(Shape shape) {
    GraphBuilder g = new GraphBuilder("backward");
    List<Value> written = write(g, shape);
    Value weights = g.constant(images(Shape.of(dimsWithoutBatch(shape)), 0, 1));
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(axis);
    }
    Value loss = g.reduceSum(g.mul(written.get(0), weights), axes, false);
    List<Value> gradients = Gradients.of(g, loss, written.subList(1, 4));
    g.output("dx", gradients.get(0));
    g.output("da", gradients.get(1));
    g.output("dz", gradients.get(2));
    return g.build();
  }

  private static long[] dimsWithoutBatch(Shape shape) {
    long[] dims = shape.dims();
    dims[0] = 1;
    return dims;
  }

  /** y, x, a, z. */
  private static List<Value> write(GraphBuilder g, Shape shape) {
    long[] rest = new long[shape.rank() - 1];
    System.arraycopy(shape.dims(), 1, rest, 0, rest.length);
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", rest)));
    Value a = g.input("a", TensorType.of(DType.FLOAT32));
    Value z = g.input("z", TensorType.of(DType.FLOAT32));
    return List.of(g.applyAll(new AshComposite.Ash(EPS), x, a, z).get(0), x, a, z);
  }

  private static Tensor images(Shape shape, double mean, double deviation) {
    double[] normals = new Philox(5, shape.rank()).normals((int) shape.size());
    return Tensor.generate(DType.FLOAT32, shape, i -> mean + deviation * normals[i]);
  }
}
