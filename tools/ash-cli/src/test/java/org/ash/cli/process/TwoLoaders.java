package org.ash.cli.process;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** The same application twice in one process, each with a class loader of its own. */
public final class TwoLoaders {
  private TwoLoaders() {}

  /** On the engines of these names; on all when there are none. */
  public static void main(String[] engines) throws Exception {
    URL[] classPath =
        Arrays.stream(
                System.getProperty("java.class.path").split(System.getProperty("path.separator")))
            .map(TwoLoaders::url)
            .toArray(URL[]::new);
    for (int i = 0; i < 2; i++) {
      // Never closed, as the loader of an application that stays.
      @SuppressWarnings("resource")
      ClassLoader own = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
      Thread.currentThread().setContextClassLoader(own);
      Object application =
          own.loadClass(EveryEngine.class.getName())
              .getConstructor(List.class)
              .newInstance(List.of(engines));
      ((List<?>) ((Callable<?>) application).call()).forEach(System.out::println);
    }
    System.exit(0);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
