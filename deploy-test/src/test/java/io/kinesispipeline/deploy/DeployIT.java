package io.kinesispipeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.deploy.Inventory.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of the stacks, from the first deployment to the last resource that is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployIT {
  private static final List<String> STACKS =
      List.of("StreamStack", "ProducerStack", "ConsumerStack");
  private static final String PRODUCER = "producer-lambda";
  private static final String CONSUMER = "consumer-lambda";
  private static final String STREAM = "MyStream";
  private static final String RENAMED = "OtherStream";

  @RegisterExtension final InOrder inOrder = new InOrder();

  private final Set<Resource> known = new LinkedHashSet<>();
  private LambdaServer functions;
  private Cloud cloud;
  private Aws aws;
  private Inventory inventory;
  private Lacking.Checks lacking;
  private Cdk cdk;

  @BeforeAll
  void start() throws Exception {
    Project.delete(Project.TARGET.resolve("output"));
    Project.delete(Project.TARGET.resolve("work"));
    Path work = Files.createDirectories(Project.TARGET.resolve("work"));
    functions = new LambdaServer(work.resolve("functions"));
    cloud =
        Cloud.open(
            work.resolve("ministack"),
            Map.of(PRODUCER, functions.uri(), CONSUMER, functions.uri()));
    aws = new Aws(cloud);
    functions.serve(cloud, aws);
    inventory = new Inventory(aws);
    lacking = new Lacking.Checks(cloud);
    // The shortest that there is, so that the schedule fires while the test goes on.
    cdk = new Cdk(cloud).with("pipeline.schedule", "rate(1 minute)");
  }

  @AfterAll
  void stop() {
    functions.close();
    aws.close();
    cloud.close();
  }

  @Test
  @Order(10)
  void shouldCreateNothing_whenConsumerIsDeployedBeforeStream() throws Exception {
    cdk.bootstrap().succeeded();

    Command deploy = cdk.deploy("deploy:consumer").failed();

    assertThat(deploy.output()).contains("/streams/my-stream/arn");
    assertThat(inventory.resources(STACKS)).isEmpty();
  }

  @Test
  @Order(20)
  void shouldCreateStreamAndItsParameters_whenStreamStackIsDeployedAlone() throws Throwable {
    cdk.deploy("deploy:stream").succeeded();

    SortedMap<String, String> facts = look("StreamStack");
    System.err.println(facts);
    assertThat(inventory.resources(List.of("ProducerStack", "ConsumerStack"))).isEmpty();
  }

  @Test
  @Order(30)
  void shouldCreateFunctionAndSchedule_whenProducerStackIsDeployed() throws Throwable {
    cdk.deploy("deploy:producer").succeeded();

    SortedMap<String, String> facts = look("ProducerStack");
    facts.forEach((k, v) -> System.err.println(k + " = " + v));
  }

  @Test
  @Order(40)
  void shouldCreateFunctionAndMapping_whenConsumerStackIsDeployed() throws Throwable {
    cdk.deploy("deploy:consumer").succeeded();

    SortedMap<String, String> facts = look("ConsumerStack");
    facts.forEach((k, v) -> System.err.println(k + " = " + v));
  }

  private SortedMap<String, String> look(String... stacks) {
    List<Resource> resources = inventory.resources(List.of(stacks));
    known.addAll(resources);
    return inventory.facts(resources);
  }
}
