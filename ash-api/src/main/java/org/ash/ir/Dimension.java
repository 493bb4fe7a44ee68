package org.ash.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The extent of one axis: a constant times a product of named symbols, as {@code 32}, {@code N} or
 * {@code 4*N*R}. Two dimensions are equal exactly when they are equal for every binding.
 *
 * @param factor the constant, at least 0
 * @param symbols the names, sorted, repeated for powers; empty for a static dimension
 */
public record Dimension(long factor, List<String> symbols) {

  /** Checks the factor and sorts the symbols. */
  public Dimension {
    if (factor < 0) {
      throw new IllegalArgumentException("A dimension is not negative: " + factor + ".");
    }
    symbols = factor == 0 ? List.of() : sorted(symbols);
  }

  /** A static extent. */
  public static Dimension of(long extent) {
    return new Dimension(extent, List.of());
  }

  /** A symbol, such as the batch size {@code N}. */
  public static Dimension symbol(String name) {
    return new Dimension(1, List.of(name));
  }

  /** Whether the extent is known while the graph is built. */
  public boolean isStatic() {
    return symbols.isEmpty();
  }

  /**
   * The extent of a static dimension.
   *
   * @throws IllegalStateException when it has symbols
   */
  public long extent() {
    if (!isStatic()) {
      throw new IllegalStateException("Dimension " + this + " is known only at run time.");
    }
    return factor;
  }

  /** The product of two dimensions. */
  public Dimension times(Dimension other) {
    long product = Math.multiplyExact(factor, other.factor);
    if (other.isStatic()) {
      return new Dimension(product, symbols);
    }
    List<String> all = new ArrayList<>(symbols);
    all.addAll(other.symbols);
    return new Dimension(product, all);
  }

  /**
   * The extent under a binding of every symbol.
   *
   * @throws IllegalArgumentException when a symbol is not bound
   */
  public long bind(Map<String, Long> bindings) {
    long extent = factor;
    for (String symbol : symbols) {
      Long value = bindings.get(symbol);
      if (value == null) {
        throw new IllegalArgumentException("Symbol " + symbol + " has no value in " + bindings);
      }
      extent = Math.multiplyExact(extent, value);
    }
    return extent;
  }

  private static List<String> sorted(List<String> names) {
    if (names.size() < 2) {
      return List.copyOf(names);
    }
    List<String> sorted = new ArrayList<>(names);
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /** As {@code 32}, {@code N} or {@code 4*N}. */
  @Override
  public String toString() {
    if (isStatic()) {
      return Long.toString(factor);
    }
    String product = String.join("*", symbols);
    return factor == 1 ? product : factor + "*" + product;
  }
}
