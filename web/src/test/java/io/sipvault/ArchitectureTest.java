package io.sipvault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sipvault.agent.AgentMain;
import io.sipvault.cli.Main;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the modules, and what no code of ours may do. */
class ArchitectureTest {
    private static final String INGEST = "io.sipvault.ingest..";
    private static final String INDEXER = "io.sipvault.indexer..";
    private static final String JOBS = "io.sipvault.jobs..";
    private static final String AGENT = "io.sipvault.agent..";
    private static final String CLI = "io.sipvault.cli..";
    private static final String WEB = "io.sipvault.web..";
    private static final String APPLICATION = "io.sipvault";
    private static final List<String> SOURCE_MODULES = List.of("ingest", "indexer", "jobs", "agent", "web");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")).importPackages("io.sipvault");

    @ParameterizedTest
    @ValueSource(strings = {"io.sipvault.ingest", "io.sipvault.indexer", "io.sipvault.jobs", "io.sipvault.agent",
            "io.sipvault.cli"})
    void findsClassesOfEachModule(String module) {
        assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith(module + ".")
                || c.getPackageName().equals(module))).as("classes of " + module
                        + "; without them every rule passes, and the fix is to put the module on web's class path")
                .hasSizeGreaterThan(2);
    }

    @Test
    void leavesIngestAlone() {
        noClasses().that().resideInAPackage(INGEST).should().dependOnClassesThat()
                .resideInAnyPackage(INDEXER, JOBS, AGENT, CLI, WEB, APPLICATION)
                .because("decoders know no index, no job and no screen, and the fix is to hand in what ingest needs"
                        + " as a parameter or an interface of its own")
                .check(CLASSES);
    }

    @Test
    void letsTheIndexerUseIngestAlone() {
        noClasses().that().resideInAPackage(INDEXER).should().dependOnClassesThat()
                .resideInAnyPackage(JOBS, AGENT, CLI, WEB, APPLICATION)
                .because("the index knows nothing of batch runs and HTTP, and the fix is to return a value that the"
                        + " caller turns into what it needs")
                .check(CLASSES);
    }

    @Test
    void letsJobsUseIndexerAndIngestAlone() {
        noClasses().that().resideInAPackage(JOBS).should().dependOnClassesThat()
                .resideInAnyPackage(AGENT, CLI, WEB, APPLICATION)
                .because("jobs run without a screen, and the fix is to let the command line or the portal ask the job")
                .check(CLASSES);
    }

    @Test
    void letsTheAgentUseIngestAlone() {
        noClasses().that().resideInAPackage(AGENT).should().dependOnClassesThat()
                .resideInAnyPackage(INDEXER, JOBS, CLI, WEB, APPLICATION, "org.springframework..")
                .because("the agent is a small process beside a proxy, and the fix is to move what both need to ingest")
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void keepsTheAgentOutOfTheServer() {
        noClasses().that().resideOutsideOfPackage(AGENT).should().dependOnClassesThat().resideInAPackage(AGENT)
                .because("agent and server meet in the archive alone, and the fix is to move what both need to ingest")
                .check(CLASSES);
    }

    @Test
    void keepsSpringOutOfIngestAndIndexer() {
        noClasses().that().resideInAnyPackage(INGEST, INDEXER).should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .because("both are plain libraries, and the fix is to wire the class up in a configuration of jobs")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.sipvault.(**)").should().beFreeOfCycles()
                .because("a cycle makes one package of two, and the fix is to move the class that closes it")
                .check(CLASSES);
    }

    @Test
    void leavesStandardStreamsToMain() {
        noClasses().that().doNotHaveFullyQualifiedName(Main.class.getName()).and()
                .doNotHaveFullyQualifiedName(AgentMain.class.getName()).should(ACCESS_STANDARD_STREAMS)
                .because("output goes to the writers of the command or to a logger, and the fix is to take either")
                .check(CLASSES);
    }

    @Test
    void asksClocksForTheTime() {
        noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(LocalDate.class, "now").orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(ZonedDateTime.class, "now").orShould()
                .callMethod(OffsetDateTime.class, "now").orShould().callConstructor(Date.class)
                .because("now is the capture's time or a Clock's, and the fix is to pass a java.time.Clock")
                .check(CLASSES);
    }

    @Test
    void namesTheLocale() {
        noClasses().should().callMethod(String.class, "toLowerCase").orShould().callMethod(String.class, "toUpperCase")
                .orShould().callMethod(String.class, "format", String.class, Object[].class).orShould()
                .callMethod(String.class, "formatted", Object[].class).orShould()
                .callMethod(PrintWriter.class, "printf", String.class, Object[].class).orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .because("a Turkish or Arabic machine gives other letters and digits, and the fix is Locale.ROOT")
                .check(CLASSES);
    }

    @Test
    void keepsThreadPoolsInOnePlace() {
        noClasses().that().resideOutsideOfPackage("io.sipvault.jobs.work").should().dependOnClassesThat()
                .belongToAnyOf(Executors.class)
                .because("threads have names and a bound, and the fix is to take an Executor as a parameter")
                .check(CLASSES);
    }

    @Test
    void marksEveryPackageNullMarked() throws IOException {
        List<Path> unmarked = new ArrayList<>();
        for (String module : SOURCE_MODULES) {
            Path sources = Path.of("..", module, "src", "main", "java");
            assertThat(sources).as("the sources of " + module + ", seen from the folder of web").isDirectory();
            List<Path> packages = packagesBelow(sources);
            assertThat(packages).as("packages of " + module).isNotEmpty();
            for (Path folder : packages) {
                Path info = folder.resolve("package-info.java");
                if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked\npackage ")) {
                    unmarked.add(folder);
                }
            }
        }
        assertThat(unmarked).as("packages without @NullMarked, and the fix is a package-info.java that says what the"
                + " package is for").isEmpty();
    }

    private static List<Path> packagesBelow(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(f -> f.toString().endsWith(".java")).map(Path::getParent).distinct().sorted().toList();
        }
    }
}
