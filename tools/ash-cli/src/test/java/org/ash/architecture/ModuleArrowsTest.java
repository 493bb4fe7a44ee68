package org.ash.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows between modules: tools use backends, backends use ash-api, and no backend knows
 * another one.
 */
final class ModuleArrowsTest {

  private static final String ROOT = "org.ash.";

  private static final Set<String> API =
      Set.of(
          "host",
          "platform",
          "tensor",
          "ir",
          "autodiff",
          "activation",
          "nn",
          "zoo",
          "train",
          "spi",
          "reference",
          "text",
          "json");

  /** Packages of ash-api that are its own business. */
  private static final Set<String> API_INTERNAL = Set.of("json");

  /** What each module's package may use besides itself and the public packages of ash-api. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "tf", Set.of(),
          "dl4j", Set.of(),
          "onnx", Set.of(),
          "page", Set.of(),
          "conformance", Set.of("page"),
          "data", Set.of(),
          "bench", Set.of("data", "tf"),
          "cli", Set.of("data", "bench", "conformance", "page", "onnx", "tf", "dl4j"));

  /** Backends execute graphs; they never see a model, a layer, a loss or an epoch. */
  private static final Set<String> EXECUTING_BACKENDS = Set.of("tf", "dl4j");

  private static final String[] NOT_FOR_EXECUTING_BACKENDS = {
    "org.ash.zoo..", "org.ash.nn..", "org.ash.train.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.ash");

  private static String firstName(JavaClass c) {
    return c.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
  }

  private static Set<String> present() {
    Set<String> names = new TreeSet<>();
    CLASSES.forEach(c -> names.add(firstName(c)));
    return names;
  }

  @Test
  void everyPackage_belongsToAKnownModule() {
    Set<String> unknown = present();
    unknown.removeAll(API);
    unknown.removeAll(MAY_USE.keySet());
    assertEquals(Set.of(), unknown, "packages below org.ash that belong to no module known here");
  }

  @TestFactory
  Stream<DynamicTest> module_usesOnlyWhatLiesBelow() {
    return present().stream()
        .filter(MAY_USE::containsKey)
        .map(name -> DynamicTest.dynamicTest(name, () -> checkArrowsOf(name)));
  }

  private static void checkArrowsOf(String name) {
    List<String> allowed = new ArrayList<>(MAY_USE.get(name));
    allowed.add(name);
    API.stream().filter(p -> !API_INTERNAL.contains(p)).forEach(allowed::add);
    DescribedPredicate<JavaClass> belowOrForeign =
        DescribedPredicate.describe(
            "are outside org.ash or in " + new TreeSet<>(allowed),
            c -> !c.getPackageName().startsWith(ROOT) || allowed.contains(firstName(c)));
    classes()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .onlyDependOnClassesThat(belowOrForeign)
        .check(CLASSES);
  }

  /** DL4J is an optional dependency: the backend has to load without it. */
  @Test
  void backendDl4j_doesWithoutDl4jsOwnNetworks() {
    noClasses()
        .that()
        .resideInAPackage("org.ash.dl4j..")
        .and()
        .resideOutsideOfPackage("org.ash.dl4j.layer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.ash.dl4j.layer..")
        .check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> executingBackend_seesNoModelAndNoTraining() {
    return present().stream()
        .filter(EXECUTING_BACKENDS::contains)
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(ROOT + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(NOT_FOR_EXECUTING_BACKENDS)
                            .check(CLASSES)));
  }
}
