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
 * Follows each page of the documentation, except for those that change the code or need an account
 * without the stacks. The README is last, because it ends with the cleanup.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentationIT {
  private static final String README = "README.md";

  private final Map<String, String> values = new HashMap<>();
  private Workspace workspace;

  @BeforeAll
  void start() throws Exception {
    Path folder = Project.TARGET.resolve("docs");
    workspace = Workspace.open(Project.ROOT, folder, Stage.NONE);
    workspace.cdk().deploy("deploy").succeeded();
    values.putAll(Incident.happen(workspace.account(), workspace.project()));
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

    assertThat(workspace.account().resources(Stage.NONE.stacks())).isEmpty();
    assertThat(workspace.account().buckets()).doesNotContain(values.get("bucket"));
  }

  private static List<String> pages() throws IOException {
    List<String> pages = new ArrayList<>();
    for (Path page : Document.pages(Project.ROOT)) {
      Document document = Document.read(Project.ROOT, page);
      if (!document.steps().isEmpty()
          && !Set.of(README, TutorialIT.TUTORIAL, ExtensionIT.GUIDE, ExistingStreamIT.GUIDE)
              .contains(document.name())) {
        pages.add(document.name());
      }
    }
    return pages;
  }
}
