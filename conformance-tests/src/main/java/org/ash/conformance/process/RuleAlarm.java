package org.ash.conformance.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends what takes longer than it may. */
final class RuleAlarm implements AutoCloseable {
  private final Duration limit;
  private final Runnable end;
  private final AtomicBoolean rung = new AtomicBoolean();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ash-conformance-alarm");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Future<?>> set = Optional.empty();

  /**
   * Not set yet.
   *
   * @param limit for each thing
   * @param end how to end it
   */
  RuleAlarm(Duration limit, Runnable end) {
    this.limit = limit;
    this.end = end;
  }

  /** Something begins; what was before it is over. */
  void set() {
    stop();
    set = Optional.of(clock.schedule(this::ring, limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** It is over. */
  void stop() {
    set.ifPresent(alarm -> alarm.cancel(false));
  }

  /** Whether something took too long. */
  boolean rung() {
    return rung.get();
  }

  private void ring() {
    rung.set(true);
    end.run();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
