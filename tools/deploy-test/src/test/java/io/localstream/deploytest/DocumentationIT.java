package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Follows each page of a made project, except for those that change the code or need an account
 * without the stacks. The README is last, because it ends with the cleanup. Starts early, because
 * it takes long.
 */
@UpstreamOnly
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentationIT {
  static final String README = "README.md";

  private final Map<String, String> values = new HashMap<>();
  private Stage stage;
  private Workspace workspace;

  @BeforeAll
  void start() throws Exception {
    MadeProject made = MadeProject.get();
    stage = made.stage();
    workspace = Workspace.open(made.folder(), Project.TARGET.resolve("docs"), stage);
    workspace.cdk().deploy("deploy").succeeded();
    values.putAll(Incident.happen(workspace.account(), workspace.project(), stage));
    // An element of a pom, which looks like a placeholder.
    values.put("module", "<module>");
  }

  @AfterAll
  void stop() {
    workspace.close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Order(1)
  void shouldSucceed_whenPageIsFollowed(String page) throws Exception {
    workspace.follow(page, values);
  }

  /** A marker is a separate object, so the failure object has no new version. */
  @Test
  @Order(2)
  void shouldHaveMarkerObject_whenFailureWasSentAgainFromVersionedBucket() {
    String bucket = values.get("bucket");
    String key = values.get("key");

    assertThat(workspace.account().isVersioned(bucket)).isTrue();
    assertThat(workspace.account().objects(bucket))
        .extracting(S3Object::key)
        .containsExactlyInAnyOrder(key, key + ".redriven");
  }

  @Test
  @Order(3)
  void shouldLeaveNothing_whenReadmeIsFollowedToItsEnd() throws Exception {
    workspace.follow(README, values);

    assertThat(workspace.account().resources(stage.stacks())).isEmpty();
    assertThat(workspace.account().buckets()).doesNotContain(values.get("bucket"));
  }

  /** Fails if a page that this project has and a made project does not have is followed nowhere. */
  @Test
  @Order(4)
  void shouldFollowEachPageOfThisProject() throws IOException {
    List<String> followed = new ArrayList<>(pages());
    followed.addAll(List.of(TutorialIT.TUTORIAL, ExtensionIT.GUIDE, ExistingStreamIT.GUIDE));
    followed.add(README);

    assertThat(followed).containsAll(withSteps(Project.ROOT));
  }

  private List<String> pages() throws IOException {
    List<String> pages = withSteps(workspace.project());
    pages.removeAll(Set.of(README, TutorialIT.TUTORIAL, ExtensionIT.GUIDE, ExistingStreamIT.GUIDE));
    return pages;
  }

  private static List<String> withSteps(Path project) throws IOException {
    List<String> pages = new ArrayList<>();
    for (Path page : Document.pages(project)) {
      Document document = Document.read(project, page);
      if (!document.steps().isEmpty()) {
        pages.add(document.name());
      }
    }
    return pages;
  }
}
