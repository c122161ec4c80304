package io.localstream.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the engine's packages may know of each other, and of what they run in. */
class ArchitectureTest {
  private static final String ENGINE = "io.localstream.engine";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ENGINE);

  /** Without what everything may use. */
  private static final JavaClasses IN_LAYERS =
      CLASSES.that(
          DescribedPredicate.not(
              JavaClass.Predicates.belongToAnyOf(StartException.class, BackgroundTasks.class)));

  @Test
  void shouldHaveNoCircles_whenPackagesDependOnEachOther() {
    slices().matching(ENGINE + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void shouldHaveNoCircles_whenClassesDependOnEachOther() {
    slices().assignedFrom(new ByFile()).should().beFreeOfCycles().check(CLASSES);
  }

  /** A class with those that are nested in it is one. */
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

  @Test
  void shouldDependDownwardsOnly_whenPackagesAreInLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("composition")
        .definedBy(ENGINE)
        .layer("APIs and event sources")
        .definedBy(packages("endpoint", "source"))
        .layer("services")
        .definedBy(
            packages("cloudwatch", "destination", "fault", "iam", "kinesis", "lambda", "schedule"))
        .layer("facts")
        .definedBy(packages("assembly", "http", "iam.policy", "records"))
        .whereLayer("composition")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("APIs and event sources")
        .mayOnlyBeAccessedByLayers("composition")
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers("composition", "APIs and event sources")
        .check(IN_LAYERS);
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
