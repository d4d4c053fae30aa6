package vedette.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses VEDETTE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("vedette");

  @Test
  void everyClassUsesOnlyWhatItsFloorMaySee() {
    assertThat(Floors.violations(VEDETTE, Floors.EXEMPTIONS)).isEmpty();
  }

  @Test
  void everyExemptionIsNeeded() {
    assertThat(Floors.unused(VEDETTE, Floors.EXEMPTIONS)).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    assertThat(cycles(VEDETTE).getFailureReport().getDetails()).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndHasNoNulls() {
    List<String> all = packages(VEDETTE.stream());
    List<String> marked =
        packages(
            VEDETTE.stream()
                .filter(c -> c.getSimpleName().equals("package-info"))
                .filter(c -> c.isAnnotatedWith(NullMarked.class)));
    assertThat(all).isNotEmpty().isEqualTo(marked);
  }

  @Test
  void theTableKnowsEveryModuleAndItsClassesAreSeen() throws Exception {
    String pom = Files.readString(Path.of("..", "pom.xml"));
    List<String> modules =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(pom)
            .results()
            .map(m -> m.group(1))
            // Programs beside the product: they see it as its users do, and nothing sees them.
            .filter(m -> !List.of("bench", "examples").contains(m))
            .toList();
    assertThat(modules)
        .containsExactlyInAnyOrderElementsOf(
            Floors.FLOORS.stream().map(Floors.Floor::module).toList())
        .allSatisfy(m ->
            assertThat(packages(VEDETTE.stream()))
                .anySatisfy(p -> assertThat(p + ".").startsWith("vedette." + m + ".")));
  }

  @Test
  void floorsSeeOnlyFloorsBelow() {
    for (Floors.Floor floor : Floors.FLOORS) {
      for (String seen : floor.maySee()) {
        assertThat(Floors.FLOORS)
            .anySatisfy(below -> {
              assertThat(below.module()).isEqualTo(seen);
              assertThat(below.number()).isLessThan(floor.number());
            });
      }
    }
  }

  @Test
  void plantedViolationsAreFound() {
    JavaClasses planted = new ClassFileImporter().importPackages("vedette.wire.planted");
    assertThat(Floors.violations(planted, List.of()))
        .anySatisfy(v -> assertThat(v).contains("TapException, but wire may see only []"))
        .anySatisfy(v -> assertThat(v).contains("java.lang.foreign.Arena, reserved for"))
        .anySatisfy(v -> assertThat(v).contains("assertj").contains("does not know"));
    assertThat(cycles(planted).hasViolation()).isTrue();
  }

  @Test
  void anExemptionSilencesOneUseAndIsMissedWhenItDoesNot() {
    JavaClasses planted = new ClassFileImporter().importPackages("vedette.wire.planted");
    Floors.Exemption used =
        new Floors.Exemption(
            "vedette.wire.planted.one.SeesTheTap", "java.lang.foreign", "a test needs one");
    Floors.Exemption unused = new Floors.Exemption("vedette.wire.Gone", "java.sql", "left over");
    assertThat(Floors.violations(planted, List.of(used)))
        .isNotEmpty()
        .noneSatisfy(v -> assertThat(v).contains("java.lang.foreign"));
    assertThat(Floors.unused(planted, List.of(used, unused))).containsExactly(unused);
  }

  private static EvaluationResult cycles(JavaClasses classes) {
    return SlicesRuleDefinition.slices()
        .matching("vedette.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .evaluate(classes);
  }

  private static List<String> packages(Stream<JavaClass> classes) {
    return classes
        .filter(c -> !c.getPackageName().equals("vedette"))
        .map(JavaClass::getPackageName)
        .distinct()
        .sorted()
        .toList();
  }
}
