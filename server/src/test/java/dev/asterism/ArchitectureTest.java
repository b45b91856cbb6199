package dev.asterism;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The map of ARCHITECTURE.md, as rules that the build checks.
class ArchitectureTest {

  private static final Set<String> CORE =
      Set.of("chat", "stats", "task", "model", "cost", "trace", "student", "policy");

  private static final Set<String> LEARN =
      Set.of("discover", "dataset", "train", "prove", "promote", "estimate");

  /// Which package may see which. A new package must find its place here.
  private static final Map<String, Set<String>> MAY_SEE = new LinkedHashMap<>();

  static {
    MAY_SEE.put("chat", Set.of());
    MAY_SEE.put("stats", Set.of());
    MAY_SEE.put("task", Set.of("chat", "stats"));
    MAY_SEE.put("model", Set.of("chat", "task"));
    MAY_SEE.put("cost", Set.of("chat", "model"));
    MAY_SEE.put("trace", Set.of("chat", "model", "task", "cost", "stats"));
    MAY_SEE.put("student", Set.of("chat", "model", "task", "cost", "stats"));
    MAY_SEE.put("policy", Set.of("chat", "model", "task", "cost", "stats"));
    MAY_SEE.put("discover", Set.of("chat", "task"));
    MAY_SEE.put("dataset", Set.of("chat", "model", "task", "trace", "stats"));
    MAY_SEE.put(
        "train",
        Set.of(
            "chat", "model", "task", "cost", "trace", "student", "discover", "dataset", "stats"));
    MAY_SEE.put("prove", Set.of("chat", "model", "task", "trace", "student", "stats"));
    MAY_SEE.put(
        "promote", Set.of("chat", "model", "task", "trace", "student", "prove", "train", "stats"));
    MAY_SEE.put("estimate", Set.of("trace", "student", "stats", "train"));
    MAY_SEE.put("local", Set.of("student"));
    MAY_SEE.put("wire", Set.of("chat", "task"));
    MAY_SEE.put("provider", Set.of("chat", "model", "wire"));
    MAY_SEE.put("background", Set.of());
    MAY_SEE.put("store", Set.of("chat", "model", "task", "cost", "trace", "stats"));
    MAY_SEE.put("guard", Set.of("cost", "trace"));
    MAY_SEE.put(
        "telemetry",
        Set.of("chat", "model", "task", "cost", "trace", "gateway", "perform", "provider"));
    MAY_SEE.put(
        "gateway",
        Set.of(
            "chat",
            "model",
            "task",
            "cost",
            "trace",
            "student",
            "policy",
            "wire",
            "provider",
            "guard",
            "perform"));
    MAY_SEE.put("tool", Set.of("chat", "wire", "provider"));
    MAY_SEE.put(
        "perform",
        Set.of("chat", "cost", "trace", "student", "policy", "wire", "provider", "tool", "stats"));
    MAY_SEE.put(
        "coach", Set.of("chat", "task", "cost", "trace", "train", "gateway", "provider", "wire"));
    MAY_SEE.put("console", Set.of());
    MAY_SEE.put("replay", Set.of("chat"));
    MAY_SEE.put(
        "simulate",
        Set.of("chat", "model", "trace", "stats", "student", "policy", "estimate", "prove"));
    MAY_SEE.put("doctor", Set.of("student", "provider", "tool"));
    MAY_SEE.put("cli", Set.of("replay", "simulate", "student", "doctor"));
  }

  /// Sees every package, and no package sees it.
  private static final String WIRING = "server";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.asterism");

  static Stream<String> packages() {
    return MAY_SEE.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageSeesOnlyWhatTheMapAllows(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), MAY_SEE.getOrDefault(name, Set.of()).stream())
            .map(ArchitectureTest::named)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(named(name))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.asterism..").and(not(resideInAnyPackage(allowed))))
        .check(CLASSES);
  }

  @Test
  void everyPackageIsOnTheMap() {
    Set<String> found =
        CLASSES.stream()
            .map(type -> type.getPackageName().split("\\.", -1)[2])
            .filter(name -> !name.equals(WIRING))
            .collect(Collectors.toSet());
    assertThat(MAY_SEE.keySet()).containsAll(found);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.asterism.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void coreAndLearnDoNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(pure())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void coreAndLearnSeeNoLibraryButAnnotations() {
    noClasses()
        .that()
        .resideInAnyPackage(pure())
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("java..", "javax..", "org.jspecify..", "dev.asterism..")))
        .check(CLASSES);
  }

  @Test
  void coreAndLearnReadNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(pure())
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void servingNeverSeesLearning() {
    noClasses()
        .that()
        .resideInAnyPackage(
            named("gateway"), named("perform"), named("wire"), named("provider"), named("policy"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LEARN.stream().map(ArchitectureTest::named).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void namesSayWhatThingsAre() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Manager|Helper|Util|Utils|Info|Processor)")
        .check(CLASSES);
  }

  private static String[] pure() {
    return Stream.concat(CORE.stream(), LEARN.stream())
        .map(ArchitectureTest::named)
        .toArray(String[]::new);
  }

  private static String named(String name) {
    return "dev.asterism." + name + "..";
  }
}
