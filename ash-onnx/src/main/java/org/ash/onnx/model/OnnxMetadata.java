package org.ash.onnx.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.StringStringEntryProto;
import org.ash.train.Preprocessing;

/**
 * Where a model comes from and what it wants, kept in the model's {@code metadata_props} under keys
 * that begin with {@code ash.}.
 *
 * @param model name of the architecture, as {@code resnet-20}; empty when unknown
 * @param activation specification of the activation, as {@code ash:z=1.0}; empty when unknown
 * @param dataSet what it was trained on
 * @param accuracy top-1 accuracy measured on the test images, 0..1
 * @param projectVersion version of this project that wrote it; empty when unknown
 * @param preprocessing what is done to images before the model sees them
 */
public record OnnxMetadata(
    String model,
    String activation,
    Optional<String> dataSet,
    OptionalDouble accuracy,
    String projectVersion,
    Optional<Preprocessing> preprocessing) {

  private static final String PREFIX = "ash.";

  /** Checks the accuracy. */
  public OnnxMetadata {
    if (accuracy.isPresent() && !(accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "Accuracy lies in 0..1, given " + accuracy.getAsDouble() + ".");
    }
  }

  /** Nothing known. */
  public static OnnxMetadata none() {
    return new OnnxMetadata("", "", Optional.empty(), OptionalDouble.empty(), "", Optional.empty());
  }

  /** The entries as they stand in the model, in order; what is unknown is left out. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    put(properties, "model", model);
    put(properties, "activation", activation);
    put(properties, "dataset", dataSet.orElse(""));
    accuracy.ifPresent(value -> put(properties, "accuracy", Double.toString(value)));
    put(properties, "version", projectVersion);
    preprocessing.ifPresent(
        images -> {
          put(
              properties,
              "preprocessing.size",
              String.format(
                  Locale.ROOT, "%dx%dx%d", images.channels(), images.height(), images.width()));
          put(properties, "preprocessing.mean", joined(images.mean()));
          put(properties, "preprocessing.deviation", joined(images.deviation()));
          images.resize().ifPresent(resize -> put(properties, "preprocessing.resize", "" + resize));
          put(properties, "preprocessing.crop", "centre");
          put(properties, "preprocessing.order", images.channels() == 3 ? "RGB" : "gray");
          put(properties, "classes", String.join("\n", images.classNames()));
        });
    return properties;
  }

  /**
   * What a model says of itself.
   *
   * @throws OnnxFormatException when an entry is there but cannot be understood
   */
  public static OnnxMetadata of(ModelProto proto) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
      properties.put(entry.getKey(), entry.getValue());
    }
    try {
      String accuracy = get(properties, "accuracy");
      return new OnnxMetadata(
          get(properties, "model"),
          get(properties, "activation"),
          Optional.of(get(properties, "dataset")).filter(text -> !text.isEmpty()),
          accuracy.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(Double.parseDouble(accuracy)),
          get(properties, "version"),
          preprocessing(properties));
    } catch (IllegalArgumentException e) {
      throw new OnnxFormatException(
          "The model's metadata cannot be understood: " + e.getMessage(), e);
    }
  }

  private static Optional<Preprocessing> preprocessing(Map<String, String> properties) {
    String size = get(properties, "preprocessing.size");
    if (size.isEmpty()) {
      return Optional.empty();
    }
    String[] extents = size.split("x", -1);
    if (extents.length != 3) {
      throw new IllegalArgumentException("preprocessing.size is '" + size + "', not CxHxW.");
    }
    String classes = get(properties, "classes");
    String resize = get(properties, "preprocessing.resize");
    return Optional.of(
        new Preprocessing(
            Integer.parseInt(extents[0]),
            Integer.parseInt(extents[1]),
            Integer.parseInt(extents[2]),
            numbers(get(properties, "preprocessing.mean")),
            numbers(get(properties, "preprocessing.deviation")),
            classes.isEmpty() ? List.of() : Arrays.asList(classes.split("\n", -1)),
            resize.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(resize))));
  }

  private static void put(Map<String, String> properties, String key, String value) {
    if (!value.isEmpty()) {
      properties.put(PREFIX + key, value);
    }
  }

  private static String get(Map<String, String> properties, String key) {
    return properties.getOrDefault(PREFIX + key, "");
  }

  private static String joined(List<Double> numbers) {
    return String.join(",", numbers.stream().map(value -> Double.toString(value)).toList());
  }

  private static List<Double> numbers(String text) {
    List<Double> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      numbers.add(Double.parseDouble(part));
    }
    return numbers;
  }
}
