package org.ash.cli.train;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Ctrl-C (SIGINT), SIGTERM and SIGHUP (the terminal was closed, the connection lost) while
 * something listens: the first asks all who listen to stop, and who begins to listen after it; the
 * second ends the process at once, unless it is SIGHUP, which comes more than once when a terminal
 * closes. A signal that is ignored when the process starts, as by {@code nohup}, stays ignored.
 *
 * <p>Reaches {@code sun.misc.Signal} by reflection, for javac warns of its mere name, and Java has
 * no other way to hear of signals. Where it is missing, signals end the process as always.
 */
public final class StopSignals implements AutoCloseable {
  /** What shells call a process that a signal ended. */
  private static final int EXIT_BASE = 128;

  private static final System.Logger LOGGER = System.getLogger(StopSignals.class.getName());

  // A process has one handler of each signal, however many trainings run in it.
  private static final List<StopSignals> LISTENING = new ArrayList<>();
  private static final Map<Object, Object> BEFORE = new LinkedHashMap<>();
  private static int received;

  private final Runnable stop;

  private StopSignals(Runnable stop) {
    this.stop = stop;
  }

  /**
   * Begins to listen.
   *
   * @param stop called once at most, from any thread
   */
  public static StopSignals listen(Runnable stop) {
    StopSignals signals = new StopSignals(stop);
    boolean late;
    synchronized (LISTENING) {
      if (LISTENING.isEmpty()) {
        received = 0;
        take();
      }
      LISTENING.add(signals);
      late = received != 0;
    }
    if (late) {
      stop.run();
    }
    return signals;
  }

  /** The exit code that tells of the signal; empty when there was none. */
  public OptionalInt exitCode() {
    synchronized (LISTENING) {
      return received == 0 ? OptionalInt.empty() : OptionalInt.of(EXIT_BASE + received);
    }
  }

  private static void take() {
    try {
      install("INT");
      install("TERM");
      install("HUP"); // the last: Windows has none
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Signals cannot be heard: {0}", e.toString());
    }
  }

  private static void install(String name) throws ReflectiveOperationException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object signal = signalClass.getConstructor(String.class).newInstance(name);
    int number = (int) signalClass.getMethod("getNumber").invoke(signal);
    InvocationHandler onSignal =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                heard(number, !name.equals("HUP"));
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
    BEFORE.put(signal, old);
  }

  private static void heard(int number, boolean insists) {
    List<StopSignals> told;
    synchronized (LISTENING) {
      if (received != 0) {
        if (insists) {
          Runtime.getRuntime().halt(EXIT_BASE + number);
        }
        return;
      }
      received = number;
      told = List.copyOf(LISTENING);
    }
    told.forEach(signals -> signals.stop.run());
  }

  /** Listens no more; the last one hands the signals back to who had them. */
  @Override
  public void close() {
    synchronized (LISTENING) {
      if (LISTENING.remove(this) && LISTENING.isEmpty()) {
        BEFORE.forEach(StopSignals::restore);
        BEFORE.clear();
      }
    }
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
