package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.localstream.engine.lambda.FunctionSetup;
import io.localstream.junit.LocalPipeline;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A test of a function that calls other services: they are on MiniStack. */
class ServicesInTestsIT {
  private static final String FUNCTION = "created-resources";

  @RegisterExtension
  static final LocalPipeline pipeline =
      LocalPipeline.ofAssembly(
              CreatedResources.writeTo(Project.TARGET.resolve("services-in-tests")))
          .function(FUNCTION, ServicesInTestsIT::handler)
          .services();

  private static String table;

  /** Responds with a secret, or writes to a table if the event names one. */
  private record Handler(FunctionSetup setup)
      implements RequestHandler<Map<String, String>, String> {
    @Override
    public String handleRequest(Map<String, String> event, Context context) {
      return event.containsKey("table") ? put(event.get("table")) : secret();
    }

    private String secret() {
      try (SecretsManagerClient client = setup.configure(SecretsManagerClient.builder()).build()) {
        String arn = setup.environment().get("SECRET_ARN");
        return client.getSecretValue(get -> get.secretId(arn)).secretString();
      }
    }

    private String put(String name) {
      try (DynamoDbClient client = setup.configure(DynamoDbClient.builder()).build()) {
        return client.putItem(put -> put.tableName(name).item(item())).toString();
      }
    }
  }

  private static Handler handler(FunctionSetup setup) {
    table = setup.environment().get("TABLE_NAME");
    return new Handler(setup);
  }

  private static Map<String, AttributeValue> item() {
    return Map.of("id", AttributeValue.fromS("1"));
  }

  @Test
  void shouldCallAnotherService_whenItsRoleAllowsIt() throws Exception {
    assertThat(pipeline.invoke(FUNCTION, Map.of())).contains("\\\"user\\\":");
  }

  @Test
  void shouldBeDenied_whenItsRoleDoesNotAllowTheCall() throws Exception {
    pipeline.invoke(FUNCTION, Map.of());

    assertThatThrownBy(() -> pipeline.invoke(FUNCTION, Map.of("table", table)))
        .hasMessageContaining("is not authorized to perform: dynamodb:PutItem");
  }

  @RepeatedTest(2)
  void shouldBeginWithAnEmptyTable() throws Exception {
    pipeline.invoke(FUNCTION, Map.of());

    try (DynamoDbClient client = pipeline.configure(DynamoDbClient.builder()).build()) {
      assertThat(client.scan(scan -> scan.tableName(table)).count()).isZero();
      client.putItem(put -> put.tableName(table).item(item()));
      assertThat(client.scan(scan -> scan.tableName(table)).count()).isEqualTo(1);
    }
  }
}
