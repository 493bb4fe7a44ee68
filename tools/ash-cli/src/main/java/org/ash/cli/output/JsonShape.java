package org.ash.cli.output;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.SymbolicShape;

/**
 * A shape as every JSON result has it: an array of extents, {@code ["N", 3, 32, 32]}.
 *
 * @param extents numbers where they are known, else what stands for them, as {@code "N"}
 */
public record JsonShape(@JsonValue List<Object> extents) {

  /** Copies the list. */
  public JsonShape {
    extents = List.copyOf(extents);
  }

  /** Of a shape. */
  public static JsonShape of(SymbolicShape shape) {
    return new JsonShape(shape.dims().stream().map(JsonShape::extent).toList());
  }

  private static Object extent(Dimension dim) {
    return dim.isStatic() ? (Object) dim.extent() : dim.toString();
  }
}
