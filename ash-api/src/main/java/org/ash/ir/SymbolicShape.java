package org.ash.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.tensor.Shape;

/**
 * A shape whose extents may be known only at run time.
 *
 * @param dims the dimension of each axis, outermost first
 */
public record SymbolicShape(List<Dimension> dims) {

  /** Copies the list. */
  public SymbolicShape {
    dims = List.copyOf(dims);
  }

  /** A static shape. */
  public static SymbolicShape of(long... extents) {
    return new SymbolicShape(Arrays.stream(extents).mapToObj(Dimension::of).toList());
  }

  /** The shape with these dimensions. */
  public static SymbolicShape of(Dimension... dims) {
    return new SymbolicShape(Arrays.asList(dims));
  }

  /** The static shape of a tensor. */
  public static SymbolicShape of(Shape shape) {
    return of(shape.dims());
  }

  /** A shape {@code [symbol, extents...]}, as {@code batch("N", 3, 32, 32)}. */
  public static SymbolicShape batch(String symbol, long... extents) {
    List<Dimension> dims = new ArrayList<>();
    dims.add(Dimension.symbol(symbol));
    for (long extent : extents) {
      dims.add(Dimension.of(extent));
    }
    return new SymbolicShape(dims);
  }

  /** The shape without axes. */
  public static SymbolicShape scalar() {
    return new SymbolicShape(List.of());
  }

  /** Number of axes. */
  public int rank() {
    return dims.size();
  }

  /** The dimension of an axis, {@code 0 <= axis < rank()}. */
  public Dimension dim(int axis) {
    return dims.get(axis);
  }

  /** The product of all dimensions. */
  public Dimension size() {
    return size(0, rank());
  }

  /** The product of the dimensions of axes {@code from <= axis < to}. */
  public Dimension size(int from, int to) {
    Dimension size = Dimension.of(1);
    for (Dimension dim : dims.subList(from, to)) {
      size = size.times(dim);
    }
    return size;
  }

  /** Whether every extent is known. */
  public boolean isStatic() {
    return dims.stream().allMatch(Dimension::isStatic);
  }

  /**
   * The concrete shape of a static one.
   *
   * @throws IllegalStateException when an extent is known only at run time
   */
  public Shape toShape() {
    return bind(Map.of());
  }

  /** The concrete shape under a binding of every symbol. */
  public Shape bind(Map<String, Long> bindings) {
    return Shape.of(dims.stream().mapToLong(dim -> dim.bind(bindings)).toArray());
  }

  /** This shape with one dimension replaced. */
  public SymbolicShape with(int axis, Dimension dim) {
    List<Dimension> changed = new ArrayList<>(dims);
    changed.set(axis, dim);
    return new SymbolicShape(changed);
  }

  /**
   * Reads the value of each symbol off a concrete shape and adds it to the bindings.
   *
   * @param bindings values known so far; a dimension that is a bare symbol adds its own
   * @return a description of the first mismatch, or an empty text when the shape fits
   */
  public String match(Shape concrete, Map<String, Long> bindings) {
    if (concrete.rank() != rank()) {
      return "expected rank " + rank() + " " + this + ", given " + concrete;
    }
    Map<String, Long> found = new LinkedHashMap<>(bindings);
    for (int axis = 0; axis < rank(); axis++) {
      Dimension dim = dims.get(axis);
      if (dim.factor() == 1 && dim.symbols().size() == 1) {
        found.putIfAbsent(dim.symbols().get(0), concrete.dim(axis));
      }
    }
    for (int axis = 0; axis < rank(); axis++) {
      Dimension dim = dims.get(axis);
      if (found.keySet().containsAll(dim.symbols()) && dim.bind(found) != concrete.dim(axis)) {
        return "expected "
            + this
            + (found.isEmpty() ? "" : " with " + found)
            + ", given "
            + concrete;
      }
    }
    bindings.putAll(found);
    return "";
  }

  /** As in {@code [N, 3, 32, 32]}. */
  @Override
  public String toString() {
    return dims.toString();
  }
}
