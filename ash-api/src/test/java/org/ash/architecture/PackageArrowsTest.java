package org.ash.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * The arrows between the packages of ash-api: {@code zoo, train -> nn -> activation, autodiff -> ir
 * -> tensor}; {@code spi -> ir}; {@code reference -> spi}; {@code text} and {@code platform} below
 * all; nothing outside the JDK.
 */
final class PackageArrowsTest {

  private static final String ROOT = "org.ash.";

  /** What each package may use besides itself and the JDK. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("tensor", Set.of()),
          entry("text", Set.of()),
          entry("host", Set.of()),
          entry("json", Set.of()),
          entry("platform", Set.of()),
          entry("ir", Set.of("tensor")),
          entry("autodiff", Set.of("ir", "tensor")),
          entry("activation", Set.of("ir", "tensor", "text")),
          entry("nn", Set.of("activation", "autodiff", "ir", "tensor", "text", "platform")),
          entry("zoo", Set.of("nn", "activation", "autodiff", "ir", "tensor", "text")),
          entry("spi", Set.of("ir", "tensor", "text", "platform")),
          entry(
              "train",
              Set.of("nn", "activation", "autodiff", "ir", "tensor", "spi", "json", "text")),
          entry("reference", Set.of("spi", "ir", "tensor")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.ash");

  /** The first name below {@code org.ash} of every package that has classes. */
  private static Set<String> present() {
    Set<String> names = new TreeSet<>();
    CLASSES.forEach(c -> names.add(c.getPackageName().substring(ROOT.length()).split("\\.", 2)[0]));
    return names;
  }

  @Test
  void everyPackage_hasItsPlaceAmongTheArrows() {
    Set<String> unknown = present();
    unknown.removeAll(MAY_USE.keySet());
    assertEquals(Set.of(), unknown, "packages of ash-api for which no arrows are stated");
  }

  @TestFactory
  Stream<DynamicTest> package_usesOnlyWhatLiesBelow() {
    return present().stream()
        .filter(MAY_USE::containsKey)
        .map(name -> DynamicTest.dynamicTest(name, () -> checkArrowsOf(name)));
  }

  private static void checkArrowsOf(String name) {
    List<String> allowed = new ArrayList<>(List.of("java..", ROOT + name + ".."));
    MAY_USE.get(name).forEach(below -> allowed.add(ROOT + below + ".."));
    classes()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .check(CLASSES);
  }
}
