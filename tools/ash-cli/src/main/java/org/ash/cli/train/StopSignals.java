package org.ash.cli.train;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C (SIGINT) and SIGTERM while a training runs: the first asks it to stop, the second ends the
 * process at once.
 *
 * <p>Reaches {@code sun.misc.Signal} by reflection, for javac warns of its mere name, and Java has
 * no other way to hear of signals. Where it is missing, signals end the process as always.
 */
final class StopSignals implements AutoCloseable {
  /** What shells call a process that a signal ended. */
  private static final int EXIT_BASE = 128;

  private static final System.Logger LOGGER = System.getLogger(StopSignals.class.getName());

  private final AtomicInteger received = new AtomicInteger();
  private final Map<Object, Object> before = new LinkedHashMap<>();
  private final Runnable stop;

  private StopSignals(Runnable stop) {
    this.stop = stop;
  }

  /** Begins to listen. */
  static StopSignals listen(Runnable stop) {
    StopSignals signals = new StopSignals(stop);
    try {
      signals.install("INT");
      signals.install("TERM");
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Signals cannot be heard: {0}", e.toString());
    }
    return signals;
  }

  /** The exit code that tells of the signal; empty when there was none. */
  OptionalInt exitCode() {
    int number = received.get();
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(EXIT_BASE + number);
  }

  private void install(String name) throws ReflectiveOperationException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object signal = signalClass.getConstructor(String.class).newInstance(name);
    int number = (int) signalClass.getMethod("getNumber").invoke(signal);
    InvocationHandler onSignal =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                heard(number);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "ASH's handler of SIG" + name;
            };
    Object handler =
        Proxy.newProxyInstance(
            StopSignals.class.getClassLoader(), new Class<?>[] {handlerClass}, onSignal);
    Object old =
        signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    before.put(signal, old);
  }

  private void heard(int number) {
    if (received.compareAndSet(0, number)) {
      stop.run();
    } else {
      Runtime.getRuntime().halt(EXIT_BASE + number);
    }
  }

  /** Hands the signals back to who had them. */
  @Override
  public void close() {
    before.forEach(StopSignals::restore);
  }

  private static void restore(Object signal, Object handler) {
    try {
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      signal
          .getClass()
          .getMethod("handle", signal.getClass(), handlerClass)
          .invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "A signal was not handed back: {0}", e.toString());
    }
  }
}
