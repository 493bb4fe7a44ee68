package org.ash.train.checkpoint;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ash.tensor.DType;

/** The names that the safetensors format has for element types. */
final class SafetensorsType {
  private static final Map<DType, String> NAMES = new EnumMap<>(DType.class);

  static {
    NAMES.put(DType.FLOAT32, "F32");
    NAMES.put(DType.FLOAT64, "F64");
    NAMES.put(DType.INT8, "I8");
    NAMES.put(DType.INT32, "I32");
    NAMES.put(DType.INT64, "I64");
    NAMES.put(DType.UINT8, "U8");
    NAMES.put(DType.BOOL, "BOOL");
    NAMES.put(DType.FLOAT16, "F16");
    NAMES.put(DType.BFLOAT16, "BF16");
  }

  /** The format's other types. */
  private static final Set<String> OTHERS =
      Set.of(
          "U16", "I16", "U32", "U64", "C64", "F4", "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E5M2",
          "F8_E8M0");

  private SafetensorsType() {}

  /** Whether the format has a type of this name that {@link DType} does not have. */
  static boolean isOther(String name) {
    return OTHERS.contains(name);
  }

  /** The name of a type; every type has one. */
  static String nameOf(DType dtype) {
    return NAMES.get(dtype);
  }

  /** The type of a name; empty for types that {@link DType} does not have, as U16. */
  static Optional<DType> ofName(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
