package org.ash.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.ash.nn.Networks;
import org.junit.jupiter.api.Test;

/** Services are found wherever our classes are, whatever the thread knows. */
final class LookupTest {

  private static final Callable<List<String>> BACKENDS =
      () -> Backends.find().candidates().stream().map(BackendCandidate::name).toList();

  private static <T> T under(ClassLoader context, Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void threadThatKnowsNothing_findsWhatOursKnows() throws Exception {
    List<String> usual = BACKENDS.call();
    assertTrue(usual.contains("reference"), usual::toString);
    assertEquals(usual, under(null, BACKENDS));
    assertEquals(usual, under(ClassLoader.getPlatformClassLoader(), BACKENDS));
    assertEquals(usual, ForkJoinPool.commonPool().submit(BACKENDS).get());
  }

  @Test
  void networks_areFoundAlike() throws Exception {
    List<String> usual = Networks.names();
    assertEquals(usual, under(ClassLoader.getPlatformClassLoader(), Networks::names));
  }

  /** A plug-in's loader sees ours through its parent: nothing is listed twice. */
  @Test
  void child_listsNothingTwice() throws Exception {
    try (URLClassLoader child = new URLClassLoader(new URL[0], Backends.class.getClassLoader())) {
      assertEquals(BACKENDS.call(), under(child, BACKENDS));
      assertEquals(Networks.names(), under(child, Networks::names));
    }
  }
}
