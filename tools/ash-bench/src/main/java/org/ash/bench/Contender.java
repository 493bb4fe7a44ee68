package org.ash.bench;

import java.util.List;

/**
 * What is measured against others.
 *
 * @param work training or inference
 * @param implementation this project, or the hand-written program
 * @param model name of the network
 * @param activation specification of the activation
 * @param backend name of the engine
 * @param batch images in a step
 * @param threads threads of the engine; 0 lets it choose
 * @param recompute whether training makes cheap results again instead of keeping them
 */
public record Contender(
    Work work,
    Implementation implementation,
    String model,
    String activation,
    String backend,
    int batch,
    int threads,
    boolean recompute) {

  /** The kind of step. */
  public enum Work {
    /** Forward, backward, update. */
    TRAIN,
    /** Forward. */
    INFER
  }

  /** Whose code runs. */
  public enum Implementation {
    /** This project's network on one of its backends. */
    ASH(""),
    /** {@link HandWrittenResNet20}: TensorFlow Java as a user would write it, ReLU. */
    HAND_WRITTEN("hand-written"),
    /** {@link ComputationGraphResNet20}: DL4J's own network, ReLU. */
    COMPUTATION_GRAPH("ComputationGraph");

    private final String title;

    Implementation(String title) {
      this.title = title;
    }
  }

  /** A contender of this project with all cores. */
  public static Contender of(
      Work work, String model, String activation, String backend, int batch) {
    return new Contender(work, Implementation.ASH, model, activation, backend, batch, 0, false);
  }

  /** The hand-written program with all cores. */
  public static Contender handWritten(int batch) {
    return new Contender(
        Work.TRAIN,
        Implementation.HAND_WRITTEN,
        "resnet-20",
        "relu",
        "tensorflow",
        batch,
        0,
        false);
  }

  /** DL4J's own network with all cores. */
  public static Contender computationGraph(int batch) {
    return new Contender(
        Work.TRAIN, Implementation.COMPUTATION_GRAPH, "resnet-20", "relu", "dl4j", batch, 0, false);
  }

  /** The same, training by recomputation. */
  public Contender recomputing() {
    return new Contender(work, implementation, model, activation, backend, batch, threads, true);
  }

  /** What runs it: the backend, or whose program it is. */
  public String by() {
    return implementation == Implementation.ASH ? backend : implementation.title;
  }

  /** As command line arguments of {@link Worker}. */
  List<String> toArguments() {
    return List.of(
        work.name(),
        implementation.name(),
        model,
        activation,
        backend,
        Integer.toString(batch),
        Integer.toString(threads),
        Boolean.toString(recompute));
  }

  /** The reverse of {@link #toArguments}. */
  static Contender fromArguments(List<String> arguments) {
    return new Contender(
        Work.valueOf(arguments.get(0)),
        Implementation.valueOf(arguments.get(1)),
        arguments.get(2),
        arguments.get(3),
        arguments.get(4),
        Integer.parseInt(arguments.get(5)),
        Integer.parseInt(arguments.get(6)),
        Boolean.parseBoolean(arguments.get(7)));
  }

  /** As in {@code resnet-20 relu tensorflow, batch 128}. */
  @Override
  public String toString() {
    return model
        + " "
        + activation
        + " "
        + by()
        + ", batch "
        + batch
        + (recompute ? ", recompute" : "");
  }
}
