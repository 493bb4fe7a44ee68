package org.ash.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * The parameters of a network, declared while it is written; training and inference graphs of one
 * network share them. With them the random masks that training is fed with. Not for use by several
 * threads.
 */
public final class Parameters {
  private final long seed;
  private final DType dtype;
  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final Map<Variable, Initializer> initializers = new LinkedHashMap<>();
  private final Map<Variable, Tensor> initialValues = new LinkedHashMap<>();
  private final Map<String, RandomMask> masks = new LinkedHashMap<>();

  /** FLOAT32 parameters, initialized from this seed. */
  public Parameters(long seed) {
    this(seed, DType.FLOAT32);
  }

  /** Parameters of a floating type, initialized from this seed. */
  public Parameters(long seed, DType dtype) {
    this.seed = seed;
    this.dtype = dtype;
  }

  /** Element type of the parameters and of what is computed with them. */
  public DType dtype() {
    return dtype;
  }

  /**
   * The parameter of this name, created when it is declared for the first time.
   *
   * @throws IllegalArgumentException when it was declared with another shape or role
   */
  public Variable declare(String name, Shape shape, Variable.Role role, Initializer initializer) {
    Variable variable = new Variable(name, dtype, shape, role);
    Variable known = byName.putIfAbsent(name, variable);
    if (known == null) {
      initializers.put(variable, initializer);
      return variable;
    }
    if (!known.equals(variable)) {
      throw new IllegalArgumentException(
          "Parameter "
              + known
              + " ("
              + known.role()
              + ") is declared again as "
              + variable
              + " ("
              + role
              + ").");
    }
    return known;
  }

  /**
   * Declares a random mask of the training graph.
   *
   * @throws IllegalArgumentException when another mask has the name
   */
  void declare(RandomMask mask) {
    RandomMask known = masks.putIfAbsent(mask.name(), mask);
    if (known != null && !known.equals(mask)) {
      throw new IllegalArgumentException(known + " is declared again as " + mask + ".");
    }
  }

  /** The random masks that the training graph is fed with, in order of declaration. */
  public List<RandomMask> masks() {
    return List.copyOf(masks.values());
  }

  /**
   * All parameters with their first values, in order of declaration. The values are made when they
   * are first asked for, so that a network can be looked at without them.
   */
  public Map<Variable, Tensor> initialValues() {
    initializers.forEach(
        (variable, initializer) ->
            initialValues.computeIfAbsent(variable, key -> initializer.create(key, seed)));
    return Collections.unmodifiableMap(initialValues);
  }

  /** Those that training changes by their gradient, in order of declaration. */
  public List<Variable> trainable() {
    return initializers.keySet().stream().filter(v -> v.role().trainable()).toList();
  }
}
