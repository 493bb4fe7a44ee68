package org.ash.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a stranger's provider fails: it is listed with its reason, others work. */
final class ProviderFailureTest {
  private final ProviderFixture fixture;

  ProviderFailureTest(@TempDir Path folder) {
    fixture = new ProviderFixture(folder);
  }

  @Test
  void missingNativeLibrary_inStaticInitializer() throws Exception {
    fixture.withProvider("Bad", "bad", 9, "static { System.loadLibrary(\"no_such_engine\"); }");
    assertListed("stranger.Bad", "UnsatisfiedLinkError: no no_such_engine in java.library.path");
  }

  @Test
  void errorInStaticInitializer() throws Exception {
    fixture.withProvider(
        "Bad", "bad", 9, "static { if (true) throw new AssertionError(\"engine is broken\"); }");
    assertListed("stranger.Bad", "AssertionError: engine is broken");
  }

  @Test
  void exceptionInStaticInitializer() throws Exception {
    fixture.withProvider("Bad", "bad", 9, "static final int N = Integer.parseInt(\"x\");");
    assertListed("stranger.Bad", "NumberFormatException: For input string: \"x\"");
  }

  @Test
  void exceptionInConstructor() throws Exception {
    fixture.withProvider(
        "Bad", "bad", 9, "public Bad() { throw new IllegalStateException(\"no licence.\"); }");
    assertListed("stranger.Bad", "IllegalStateException: no licence");
  }

  @Test
  void classThatIsNotThere() throws Exception {
    fixture.withProvider("Bad", "bad", 9, "").compile().without("Bad");
    assertListed("stranger.Bad", "Provider stranger.Bad not found");
  }

  @Test
  void classItNeedsThatIsNotThere() throws Exception {
    fixture.with("Needed", "{ static int version() { return 1; } }");
    fixture.withProvider("Bad", "bad", 9, "static final int V = Needed.version();");
    fixture.compile().without("Needed");
    assertListed("stranger.Bad", "stranger");
  }

  @Test
  void superclassThatIsNotThere() throws Exception {
    fixture.with("Parent", "extends Base {}");
    fixture.with("Bad", "extends Parent {}").compile().without("Parent");
    assertListed("a provider", "stranger");
  }

  @Test
  void classThatIsNoProvider() throws Exception {
    fixture.with("Bad", "{}");
    assertListed("stranger.Bad", "not a subtype");
  }

  @Test
  void methodMissing_sinceItWasBuiltForAnOlderContract() throws Exception {
    fixture.withProvider(
        "Bad", "bad", 9, "@Override public int spiVersion() { throw new AbstractMethodError(); }");
    assertListed("stranger.Bad", "AbstractMethodError");
  }

  @Test
  void otherVersionOfTheContract_isNotEvenProbed() throws Exception {
    fixture.withProvider(
        "Bad",
        "bad",
        9,
        "@Override public int spiVersion() { return 99; }\n"
            + "@Override public Probe probe() { throw new Error(\"probed\"); }");
    assertListed("bad", "built for version 99 of the backend contract, this is version 1");
  }

  @Test
  void errorInProbe() throws Exception {
    fixture.withProvider(
        "Bad", "bad", 9, "@Override public Probe probe() { throw new Error(\"no CUDA\"); }");
    assertListed("bad", "Error: no CUDA");
  }

  @Test
  void noAnswerFromProbe() throws Exception {
    fixture.withProvider("Bad", "bad", 9, "@Override public Probe probe() { return null; }");
    assertListed("bad", "its probe gave no answer");
  }

  @Test
  void noName() throws Exception {
    fixture.with("Bad", "extends Base { @Override public String name() { return null; } }");
    assertListed("stranger.Bad", "it has no name");
  }

  @Test
  void serviceFileThatIsNotOne() throws Exception {
    fixture.withProvider("Good", "good", 1, "").compile();
    try (URLClassLoader loader = fixture.loader("this is no class name")) {
      List<BackendCandidate> broken =
          Backends.find(loader).candidates().stream()
              .filter(candidate -> candidate.probe() instanceof Probe.Unavailable)
              .toList();
      assertEquals(1, broken.size());
      assertTrue(broken.get(0).name().endsWith(":1"), broken.get(0)::name);
    }
  }

  /** Compiles what the fixture has, with a good provider beside, and looks both up. */
  private void assertListed(String name, String reason) throws IOException, URISyntaxException {
    if (!fixture.isCompiled()) {
      fixture.compile();
    }
    try (URLClassLoader loader = fixture.loader("stranger.Bad", "stranger.Base")) {
      Backends backends = Backends.find(loader);
      assertEquals("opened base", messageOfOpening(backends));
      BackendCandidate bad =
          backends.candidates().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new AssertionError("listed are " + backends.candidates()));
      String told = ((Probe.Unavailable) bad.probe()).reason();
      assertTrue(told.contains(reason), told);
    }
  }

  private static String messageOfOpening(Backends backends) {
    try (Backend opened = backends.open("base", BackendOptions.defaults())) {
      return opened.name();
    } catch (BackendException e) {
      return e.getMessage();
    }
  }
}
