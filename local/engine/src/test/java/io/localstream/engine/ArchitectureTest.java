package io.localstream.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Checks the layers of the engine's packages, and what they can use of the JVM. */
class ArchitectureTest {
  private static final String ENGINE = "io.localstream.engine";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ENGINE);

  @Test
  void shouldHaveNoCircles_whenPackagesDependOnEachOther() {
    slices()
        .assignedFrom(slicedBy("packages", JavaClass::getPackageName))
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** Treats a class and its nested classes as one. */
  @Test
  void shouldHaveNoCircles_whenClassesDependOnEachOther() {
    slices()
        .assignedFrom(slicedBy("classes", type -> type.getName().replaceFirst("\\$.*", "")))
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  private static SliceAssignment slicedBy(String description, Function<JavaClass, String> slice) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(slice.apply(type));
      }

      @Override
      public String getDescription() {
        return description;
      }
    };
  }

  @Test
  void shouldDependDownwardsOnly_whenPackagesAreInLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ENGINE + "..")
        .layer("composition")
        .definedBy(ENGINE)
        .layer("control of a run")
        .definedBy(packages("control"))
        .layer("APIs and event sources")
        .definedBy(packages("endpoint", "inspection", "source"))
        .layer("services")
        .definedBy(
            packages("cloudwatch", "destination", "emulator", "fault", "iam", "lambda", "schedule"))
        .layer("foundation")
        .definedBy(
            packages("assembly", "http", "iam.policy", "lifecycle", "records", "stream", "time"))
        .whereLayer("composition")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("control of a run")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("APIs and event sources")
        .mayOnlyBeAccessedByLayers("composition", "control of a run")
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers("composition", "control of a run", "APIs and event sources")
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
  }

  @Test
  void shouldLeaveTheTerminalToOthers_whenItRuns() {
    noClasses()
        .should()
        .accessField(System.class, "in")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(CLASSES);
  }

  private static String[] packages(String... names) {
    return Arrays.stream(names).map(name -> ENGINE + "." + name).toArray(String[]::new);
  }
}
