package org.ash.cli.conformance;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ash.cli.Invocation;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Probe;

/**
 * The oracle, which ends the process at each Exp, as a native crash does, fails at Neg and refuses
 * Softplus.
 */
public final class CrashingBackendProvider implements BackendProvider {
  /** By which it is chosen. */
  public static final String NAME = "crashing";

  private static final String CLASS_PATH = "java.class.path";

  private final BackendProvider oracle = new ReferenceBackendProvider();

  /** Made by the service loader. */
  public CrashingBackendProvider() {}

  /**
   * Runs a command where the service loader finds the backend, in this process and in those it
   * starts.
   *
   * @param folder where files can be written
   */
  public static Invocation invoke(Path folder, String... arguments) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(BackendProvider.class.getName()),
        List.of(CrashingBackendProvider.class.getName()));
    String classPath = System.getProperty(CLASS_PATH);
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    try (URLClassLoader with = new URLClassLoader(new URL[] {folder.toUri().toURL()}, loader)) {
      System.setProperty(CLASS_PATH, folder + File.pathSeparator + classPath);
      thread.setContextClassLoader(with);
      return Invocation.of(arguments);
    } finally {
      thread.setContextClassLoader(loader);
      System.setProperty(CLASS_PATH, classPath);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int priority() {
    return -100;
  }

  @Override
  public Probe probe() {
    return oracle.probe();
  }

  @Override
  public Backend open(BackendOptions options) {
    return new Crashing(oracle.open(options));
  }

  private record Crashing(Backend oracle) implements Backend {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String engineVersion() {
      return oracle.engineVersion();
    }

    @Override
    public Device device() {
      return oracle.device();
    }

    @Override
    public boolean supports(Op op, List<TensorType> inputs) {
      return oracle.supports(op, inputs);
    }

    @Override
    public Executable load(GraphModule module) {
      if (has(module, Elementwise.Exp.class)) {
        System.err.println("engine: cannot go on");
        Runtime.getRuntime().halt(134);
      }
      if (has(module, Elementwise.Neg.class)) {
        throw new IllegalStateException("no minus here");
      }
      if (has(module, Elementwise.Softplus.class)) {
        throw new BackendException("no Softplus here");
      }
      return oracle.load(module);
    }

    private static boolean has(GraphModule module, Class<? extends Op> op) {
      return module.graphs().values().stream()
          .flatMap(graph -> graph.nodes().stream())
          .anyMatch(node -> op.isInstance(node.op()));
    }

    @Override
    public void close() {
      oracle.close();
    }
  }
}
