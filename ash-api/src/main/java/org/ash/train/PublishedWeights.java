package org.ash.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.ash.text.NamePattern;
import org.ash.text.NearestNames;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.Safetensors;
import org.ash.train.checkpoint.SafetensorsReader;

/**
 * Weights that others have published, as a safetensors file, to start a training from. Their names
 * are made into the network's by a map, a text file with a rule a line:
 *
 * <pre>
 * # theirs                    ours
 * layer1.*.conv*.weight       stage1.block*.conv*.weight
 * fc.weight                   -              # not wanted
 * -                           *.alpha        # not there; begins as always
 * </pre>
 *
 * The first rule that fits a name counts; a star on the right is what the same star on the left
 * stands for. Names that no rule fits stay as they are. What is left over, what is missing, and
 * what has another shape is named.
 */
public final class PublishedWeights {
  private static final String NONE = "-";

  /** As many problems as this are told one by one. */
  private static final int MOST_TOLD = 6;

  private final String source;
  private final Supplier<Safetensors> content;
  private final List<Rule> rules;

  private PublishedWeights(String source, Supplier<Safetensors> content, List<Rule> rules) {
    this.source = source;
    this.content = content;
    this.rules = rules;
  }

  /**
   * What fits a network.
   *
   * @param values by the network's names
   * @param fresh weights of the network's head that begin as always
   */
  public record Found(Map<String, Tensor> values, List<String> fresh) {

    /** Copies both. */
    public Found {
      values = Map.copyOf(values);
      fresh = List.copyOf(fresh);
    }
  }

  /** A line of the map; {@code -} stands for nothing. */
  private record Rule(String theirs, String ours) {

    boolean isIgnored() {
      return ours.equals(NONE);
    }

    boolean isFresh() {
      return theirs.equals(NONE);
    }
  }

  /** Published under the network's own names. */
  public static PublishedWeights of(Path file) {
    return new PublishedWeights(file.toString(), () -> SafetensorsReader.read(file), List.of());
  }

  /**
   * Of a training of ours.
   *
   * @param source what errors call it
   * @param weights by the names of its network
   */
  public static PublishedWeights of(String source, Map<String, Tensor> weights) {
    return new PublishedWeights(source, () -> new Safetensors(Map.of(), weights), List.of());
  }

  /**
   * Published under other names.
   *
   * @param map the file with the rules
   * @throws CheckpointException naming the line that cannot be read
   */
  public static PublishedWeights of(Path file, Path map) {
    return of(file).mapped(map);
  }

  /**
   * The same under other names.
   *
   * @param map the file with the rules
   * @throws CheckpointException naming the line that cannot be read
   */
  public PublishedWeights mapped(Path map) {
    List<Rule> further = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(map);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).replaceFirst("#.*", "").strip();
        if (!line.isEmpty()) {
          further.add(rule(line, map + ", line " + (i + 1)));
        }
      }
    } catch (IOException e) {
      throw new CheckpointException(map + ": cannot be read: " + e, e);
    }
    return new PublishedWeights(source, content, List.copyOf(further));
  }

  private static Rule rule(String line, String place) {
    String[] words = line.split("\\s+", -1);
    if (words.length != 2 || (words[0].equals(NONE) && words[1].equals(NONE))) {
      throw new CheckpointException(
          place + ": '" + line + "' is not two names, theirs and ours (- for none).");
    }
    boolean renames = !words[0].equals(NONE) && !words[1].equals(NONE);
    if (renames && new NamePattern(words[0]).stars() != new NamePattern(words[1]).stars()) {
      throw new CheckpointException(place + ": both names need as many stars in '" + line + "'.");
    }
    return new Rule(words[0], words[1]);
  }

  /**
   * The values for a network, by its names; to be given to {@link Trainer.Builder#weights}.
   *
   * @param network the weights of a training, see {@link TrainingModule#weights}
   * @throws CheckpointException when the file is damaged, or naming what is missing, left over, or
   *     of another shape or type
   */
  public Map<String, Tensor> read(List<Variable> network) {
    return find(network, Set.of()).values();
  }

  /**
   * The names of a network's head: its weights whose shape follows from the number of classes.
   *
   * @param network the weights of a training
   * @param ofOthers those of the same network for another number of classes
   */
  public static Set<String> head(List<Variable> network, List<Variable> ofOthers) {
    Map<String, Variable> others = new HashMap<>();
    ofOthers.forEach(variable -> others.put(variable.name(), variable));
    return network.stream()
        .filter(one -> !one.shape().equals(others.get(one.name()).shape()))
        .map(Variable::name)
        .collect(Collectors.toSet());
  }

  /**
   * The values for a network that may tell other classes apart: weights of its head that are not
   * there, or of another shape, begin as always.
   *
   * @param network the weights of a training, see {@link TrainingModule#weights}
   * @param head names of its head, see {@link #head}
   * @throws CheckpointException as {@link #read}, of all that does not belong to the head
   */
  public Found find(List<Variable> network, Set<String> head) {
    Map<String, Variable> wanted = new LinkedHashMap<>();
    network.forEach(variable -> wanted.put(variable.name(), variable));
    Map<String, Tensor> found = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    Safetensors given = content.get();
    List<String> fresh = new ArrayList<>();
    given
        .tensors()
        .forEach(
            (theirs, value) -> {
              if (!isOtherHead(theirs, value, wanted, head)) {
                take(theirs, value, wanted, found, problems);
              }
            });
    given
        .unread()
        .forEach(
            (theirs, type) -> {
              if (ours(theirs).filter(wanted::containsKey).isPresent()) {
                problems.add("'" + theirs + "' is " + type + ", which is not read; make it F32");
              }
            });
    for (String name : wanted.keySet()) {
      boolean begun =
          rules.stream().anyMatch(r -> r.isFresh() && new NamePattern(r.ours()).matches(name));
      if (found.containsKey(name) || begun) {
        continue;
      }
      if (head.contains(name)) {
        fresh.add(name);
      } else {
        problems.add("'" + name + "' is missing");
      }
    }
    if (!problems.isEmpty()) {
      throw new CheckpointException(told(problems));
    }
    return new Found(found, fresh);
  }

  private boolean isOtherHead(
      String theirs, Tensor value, Map<String, Variable> wanted, Set<String> head) {
    return ours(theirs)
        .filter(head::contains)
        .filter(name -> !wanted.get(name).shape().equals(value.shape()))
        .isPresent();
  }

  private void take(
      String theirs,
      Tensor value,
      Map<String, Variable> wanted,
      Map<String, Tensor> found,
      List<String> problems) {
    Optional<String> mapped = ours(theirs);
    if (mapped.isEmpty()) {
      return;
    }
    String ours = mapped.get();
    String name = theirs.equals(ours) ? "'" + ours + "'" : "'" + theirs + "' (our '" + ours + "')";
    Variable variable = wanted.get(ours);
    if (variable == null && !value.dtype().isFloating()) {
      // Counters and masks of theirs, as num_batches_tracked: no weights, and nobody asks for them.
      return;
    }
    if (variable == null) {
      problems.add(name + " is extra." + NearestNames.question(ours, wanted.keySet()));
    } else if (!variable.shape().equals(value.shape())) {
      problems.add(name + " is " + value.shape() + ", the network's is " + variable.shape());
    } else if (!value.dtype().isFloating()) {
      problems.add(
          name
              + " is "
              + value.dtype()
              + ", the network's is "
              + variable.dtype()
              + "; make it F32");
    } else if (found.put(ours, converted(value, variable.dtype())) != null) {
      problems.add("'" + ours + "' is there twice, the second time as '" + theirs + "'");
    }
  }

  /** What a name of theirs is for us; empty where it is not wanted. */
  private Optional<String> ours(String theirs) {
    Rule rule =
        rules.stream()
            .filter(r -> !r.isFresh() && new NamePattern(r.theirs()).matches(theirs))
            .findFirst()
            .orElse(new Rule(theirs, theirs));
    if (rule.isIgnored()) {
      return Optional.empty();
    }
    return Optional.of(
        rule.theirs().equals(theirs)
            ? rule.ours()
            : new NamePattern(rule.theirs()).replaced(theirs, new NamePattern(rule.ours())));
  }

  private static Tensor converted(Tensor value, DType dtype) {
    return switch (value.dtype()) {
      case FLOAT16 -> Tensor.generate(dtype, value.shape(), i -> half(value, i));
      case BFLOAT16 ->
          Tensor.generate(dtype, value.shape(), i -> Float.intBitsToFloat(word(value, i) << 16));
      default ->
          value.dtype() == dtype ? value : Tensor.of(dtype, value.shape(), value.toDoubles());
    };
  }

  private static int word(Tensor value, int i) {
    return value.bytes().getShort(2 * i) & 0xffff;
  }

  /** An IEEE 754 binary16 number; Java knows them from version 20 on. */
  private static double half(Tensor value, int i) {
    int bits = word(value, i);
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        exponent == 0x1f
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? fraction * 0x1p-24
                : (fraction + 0x400) * StrictMath.scalb(1.0, exponent - 25);
    return bits >> 15 == 0 ? magnitude : -magnitude;
  }

  private String told(List<String> problems) {
    String first = String.join("; ", problems.subList(0, Math.min(MOST_TOLD, problems.size())));
    int rest = problems.size() - MOST_TOLD;
    return source
        + " does not fit the network: "
        + first
        + (rest > 0 ? "; and " + rest + " more" : "")
        + ". Map names with a file of rules: THEIRS OURS, THEIRS - (not wanted), - OURS (not there).";
  }
}
