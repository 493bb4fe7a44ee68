package org.ash.activation;

import java.util.List;
import java.util.function.Function;

/** An activation of the catalogue: what it is, and what can be set. */
public final class ActivationEntry {
  private final String name;
  private final String description;
  private final List<Setting> settings;
  private final Function<SpecArguments, Activation> factory;

  /**
   * Something that can be set.
   *
   * @param name as written before the equals sign
   * @param defaultValue what holds when it is not set, as text
   * @param description one line for people
   */
  public record Setting(String name, String defaultValue, String description) {}

  ActivationEntry(
      String name,
      String description,
      List<Setting> settings,
      Function<SpecArguments, Activation> factory) {
    this.name = name;
    this.description = description;
    this.settings = List.copyOf(settings);
    this.factory = factory;
  }

  /** Name by which it is parsed. */
  public String name() {
    return name;
  }

  /** One line for people, with the formula. */
  public String description() {
    return description;
  }

  /** What can be set, in the order in which it is usually written. */
  public List<Setting> settings() {
    return settings;
  }

  /** The activation with these settings. */
  Activation create(SpecArguments arguments) {
    return factory.apply(arguments);
  }
}
