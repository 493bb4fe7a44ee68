package org.ash.platform;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The class loaders that services are looked up in. The thread's context class loader knows what an
 * application brings; but threads of the common pool have the system's, which in a fat jar, a
 * servlet container or a plug-in sees nothing of it. Then the loader of our own classes does.
 */
public final class ServiceLoaders {
  private ServiceLoaders() {}

  /**
   * The thread's context class loader, where it has one, and that of a class of ours, each once.
   *
   * @param ours what the service belongs to
   */
  public static List<ClassLoader> around(Class<?> ours) {
    return Stream.concat(
            Optional.ofNullable(Thread.currentThread().getContextClassLoader()).stream(),
            // Null stands for the boot loader, whose services the system's sees, too.
            Stream.of(
                Optional.ofNullable(ours.getClassLoader())
                    .orElseGet(ClassLoader::getSystemClassLoader)))
        .distinct()
        .toList();
  }
}
