package io.kinesispipeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Follows each page of the documentation, in a copy of the project and on a MiniStack of its own.
 * The README comes after the others, as it ends with taking everything away; the tutorial comes
 * last, as it changes the sources.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentationIT {
  private static final String README = "README.md";
  private static final String TUTORIAL = "docs/tutorial.md";

  private final Path folder = Project.TARGET.resolve("docs");
  private final Path project = folder.resolve("project");
  private final Map<String, String> values = new HashMap<>();
  private Account account;

  @BeforeAll
  void start() throws Exception {
    Project.delete(folder);
    Project.copy(project);
    account = Account.ofMiniStack(folder, Stage.NONE, new Stage("dev"), new Stage("prod"));
    Cdk cdk = new Cdk(account.cloud()).in(project);
    cdk.bootstrap().succeeded();
    cdk.deploy("deploy").succeeded();
    values.putAll(Incident.happen(account, project));
  }

  @AfterAll
  void stop() {
    account.close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Order(1)
  void shouldDoWhatItShows_whenPageIsFollowed(String page) throws Exception {
    follow(page);
  }

  @Test
  @Order(2)
  void shouldLeaveNothing_whenReadmeIsFollowedToItsEnd() throws Exception {
    follow(README);

    assertThat(account.resources(Stage.NONE.stacks())).isEmpty();
  }

  @Test
  @Order(3)
  void shouldEndWithAChangedAndDeployedPipeline_whenTutorialIsFollowed() throws Exception {
    follow(TUTORIAL);

    account.log(Stage.NONE.consumer()).awaitLine("Thank you, grace");
  }

  private void follow(String page) throws IOException, InterruptedException {
    Document document = Document.read(project, project.resolve(page));
    try (Walkthrough walkthrough = new Walkthrough(project, account.cloud(), values)) {
      walkthrough.follow(document);
    }
  }

  private static Stream<String> pages() throws IOException {
    return Document.pages(Project.ROOT).stream()
        .map(page -> Project.ROOT.relativize(page).toString())
        .filter(page -> !Set.of(README, TUTORIAL).contains(page));
  }
}
