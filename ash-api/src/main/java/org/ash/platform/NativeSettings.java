package org.ash.platform;

/**
 * What the libraries that load natives are told before they do. They read system properties once,
 * when their first class loads; a value that somebody has set stays.
 *
 * <p>JavaCPP (TensorFlow, ND4J) unpacks 650 MB once, JNA 200 kB each time: into {@link
 * CacheFolder}, beside all else that can be made again. JavaCPP's lines go to SLF4J, where a
 * program decides who hears them; by itself it prints to stderr.
 */
public final class NativeSettings {
  private static final String JAVACPP = "org.bytedeco.javacpp.";

  private NativeSettings() {}

  /**
   * To be called before the first class of JavaCPP or JNA is touched; later calls change nothing.
   */
  public static void apply() {
    if (System.getProperty(JAVACPP + "cacheDir") == null) {
      setUnlessSet(JAVACPP + "cachedir", CacheFolder.path().resolve("javacpp").toString());
    }
    setUnlessSet("jna.tmpdir", CacheFolder.path().resolve("jna").toString());
    if (hasSlf4j()) {
      setUnlessSet(JAVACPP + "logger", "slf4j");
    }
  }

  /** JavaCPP cannot start when it is told to use what is not there. */
  private static boolean hasSlf4j() {
    return ServiceLoaders.around(NativeSettings.class).stream()
        .anyMatch(loader -> loader.getResource("org/slf4j/LoggerFactory.class") != null);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
