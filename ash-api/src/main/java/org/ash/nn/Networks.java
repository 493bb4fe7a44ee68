package org.ash.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.ash.platform.ServiceLoaders;
import org.ash.text.NearestNames;

/** Finds networks by name among all providers. */
public final class Networks {
  private Networks() {}

  /**
   * A network.
   *
   * @param model its name
   * @param activation specification of its activation
   * @param classes number of classes
   * @throws IllegalArgumentException when no provider knows the name; says which there are
   */
  public static Network create(String model, String activation, int classes) {
    return providers().stream()
        .flatMap(provider -> provider.create(model, activation, classes).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No model named '"
                        + model
                        + "'. Known: "
                        + String.join(", ", names())
                        + "."
                        + NearestNames.question(model, names())));
  }

  /** The names that {@link #create} takes. */
  public static List<String> names() {
    return providers().stream().flatMap(provider -> provider.names().stream()).toList();
  }

  private static List<NetworkProvider> providers() {
    Map<Class<?>, NetworkProvider> providers = new LinkedHashMap<>();
    for (ClassLoader loader : ServiceLoaders.around(Networks.class)) {
      ServiceLoader.load(NetworkProvider.class, loader).stream()
          .forEach(found -> providers.computeIfAbsent(found.type(), type -> found.get()));
    }
    return List.copyOf(providers.values());
  }
}
