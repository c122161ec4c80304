package io.localstream.junit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** Checks which of the extension's classes use each other, JUnit and the JVM's output. */
class ArchitectureTest {
  private static final String JUNIT = "io.localstream.junit";

  /** The classes that JUnit calls. */
  private static final Class<?>[] EXTENSION = {LocalPipeline.class, PipelineTest.class};

  /** The classes that a test calls while its pipeline runs. */
  private static final Class<?>[] API = {TestedPipeline.class, ObservedPipeline.class};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(JUNIT);

  @Test
  void shouldHaveNoCircles_whenClassesDependOnEachOther() {
    slices().assignedFrom(new ByFile()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void shouldDependDownwardsOnly_whenClassesAreInLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(JUNIT)
        .layer("extension")
        .definedBy(belongToAnyOf(EXTENSION))
        .layer("API")
        .definedBy(belongToAnyOf(API))
        .layer("run")
        .definedBy(
            resideInAPackage(JUNIT).and(not(belongToAnyOf(EXTENSION))).and(not(belongToAnyOf(API))))
        .whereLayer("extension")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("API")
        .mayOnlyBeAccessedByLayers("extension")
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
  }

  @Test
  void shouldLeaveJUnitToTheExtension_whenAPipelineRuns() {
    noClasses()
        .that(not(belongToAnyOf(EXTENSION)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .check(CLASSES);
  }

  @Test
  void shouldLeaveTheOutputToTheTests_whenItIsNotOfHandlers() {
    noClasses()
        .that(not(belongToAnyOf(HandlerPrints.class)))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Treats a class and its nested classes as one. */
  private static final class ByFile implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
    }

    @Override
    public String getDescription() {
      return "classes";
    }
  }
}
