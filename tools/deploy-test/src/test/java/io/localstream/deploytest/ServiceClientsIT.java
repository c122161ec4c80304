package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Calls other AWS services through the endpoint of a local run, with the AWS SDK and the AWS CLI,
 * as two functions with different roles. The developer creates the resources through the same
 * endpoint.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceClientsIT {
  private static final String ORDERS = "orders";
  private static final String HEAP = "40m";

  /** More than the heap of the run. */
  private static final int LARGE_BODY = 50_000_000;

  private static final int PART = 5 << 20;

  private final Path folder = Project.TARGET.resolve("services");
  private ForwardingRun run;
  private ServiceClients writer;
  private ServiceClients reader;
  private String topic;
  private String queue;

  @BeforeAll
  void start() throws Exception {
    run = new ForwardingRun(folder, HEAP);
    writer = run.clientsOf("writer-lambda");
    reader = run.clientsOf("reader-lambda");
    try (ServiceClients developer = run.developersClients()) {
      OrdersTable.create(developer.dynamoDb);
      developer.s3.createBucket(bucket -> bucket.bucket(ORDERS));
      queue = developer.sqs.createQueue(create -> create.queueName(ORDERS)).queueUrl();
      topic = developer.sns.createTopic(create -> create.name(ORDERS)).topicArn();
      developer.secrets.createSecret(secret -> secret.name(ORDERS).secretString("hidden"));
    }
  }

  @AfterAll
  void stop() throws Exception {
    Stream.of(writer, reader).forEach(ServiceClients::close);
    run.close();
  }

  @Test
  @Order(1)
  void shouldReadAndWriteItems_whenServiceIsDynamoDb() {
    OrdersTable table = new OrdersTable(writer.dynamoDb);

    table.put("1", "ada");
    table.setAmount("1", 5);
    table.putBatch("grace", "2", "3");
    table.putIfExists("1", "4", "grace");

    assertThat(table.get("1")).containsEntry("amount", AttributeValue.fromN("5"));
    assertThat(table.getBatch("2", "3")).hasSize(2);
    assertThat(table.getInTransaction("4"))
        .containsEntry("customer", AttributeValue.fromS("grace"));
    assertThat(table.idsOf("grace")).containsExactlyInAnyOrder("2", "3", "4");
    assertThat(table.scanInPages(2)).containsExactlyInAnyOrder("1", "2", "3", "4");
  }

  @Test
  @Order(2)
  void shouldStreamAnObject_whenItIsLargerThanTheHeapOfTheRun() {
    byte[] large = new byte[LARGE_BODY];
    new SplittableRandom(1).nextBytes(large);

    writer.s3.putObject(put -> put.bucket(ORDERS).key("large"), RequestBody.fromBytes(large));
    byte[] received =
        writer.s3.getObjectAsBytes(get -> get.bucket(ORDERS).key("large")).asByteArrayUnsafe();

    assertThat(Arrays.equals(received, large)).isTrue();
  }

  @Test
  @Order(3)
  void shouldListCopyAndDeleteObjects_whenServiceIsS3() throws Exception {
    OrdersBucket bucket = new OrdersBucket(writer.s3);

    bucket.putInParts("parts/a b", new byte[PART], "end".getBytes(UTF_8));
    bucket.copy("parts/a b", "parts/c&d");
    bucket.put("parts/e", "content");

    assertThat(bucket.listInPages("parts/", 2))
        .containsExactly("parts/a b", "parts/c&d", "parts/e");
    assertThat(bucket.size("parts/c&d")).isEqualTo(PART + 3L);
    assertThat(getWithoutCredentials("parts/e")).isEqualTo("content");
    bucket.delete("parts/a b", "parts/c&d");
    assertThat(bucket.listInPages("parts/", 2)).containsExactly("parts/e");
  }

  @Test
  @Order(4)
  void shouldSendAndReceive_whenServiceIsSqsOrSns() {
    writer.sns.publish(publish -> publish.topicArn(topic).message("one"));
    PublishBatchRequestEntry two =
        PublishBatchRequestEntry.builder().id("1").message("two").build();
    assertThat(
            writer
                .sns
                .publishBatch(batch -> batch.topicArn(topic).publishBatchRequestEntries(two))
                .successful())
        .hasSize(1);
    writer.sqs.sendMessage(send -> send.queueUrl(queue).messageBody("one"));
    SendMessageBatchRequestEntry second =
        SendMessageBatchRequestEntry.builder().id("1").messageBody("two").build();
    writer.sqs.sendMessageBatch(batch -> batch.queueUrl(queue).entries(second));
    List<Message> messages =
        writer.sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).messages();
    assertThat(messages).extracting(Message::body).containsExactlyInAnyOrder("one", "two");
    assertThat(
            writer
                .sqs
                .deleteMessageBatch(
                    batch ->
                        batch
                            .queueUrl(queue)
                            .entries(messages.stream().map(ServiceClientsIT::deletion).toList()))
                .failed())
        .isEmpty();
  }

  @Test
  @Order(5)
  void shouldGetTheSecret_whenCallerHasItsNameOrItsArn() {
    var byName = writer.secrets.getSecretValue(get -> get.secretId(ORDERS));

    assertThat(byName.secretString()).isEqualTo("hidden");
    assertThat(writer.secrets.getSecretValue(get -> get.secretId(byName.arn())).secretString())
        .isEqualTo("hidden");
  }

  @Test
  @Order(6)
  void shouldCallEachService_whenClientIsTheAwsCli() throws Exception {
    String output =
        aws(
                "writer-lambda",
                """
                aws sts get-caller-identity --query Arn --output text
                aws dynamodb put-item --table-name orders --item '{"id":{"S":"cli"}}'
                aws dynamodb get-item --table-name orders --key '{"id":{"S":"cli"}}' --query Item.id.S
                echo from the CLI | aws s3 cp - s3://orders/cli/one --quiet
                aws s3 cp s3://orders/cli/one -
                aws s3 ls s3://orders/cli/
                aws sqs send-message --queue-url %s --message-body sent --query MD5OfMessageBody
                aws sns publish --topic-arn %s --message sent --query MessageId
                aws secretsmanager get-secret-value --secret-id orders --query SecretString
                """
                    .formatted(queue, topic))
            .succeeded()
            .output();

    assertThat(output.lines())
        .contains(
            "arn:aws:sts::%s:assumed-role/writer-role/writer-lambda".formatted(run.account()),
            "\"cli\"",
            "from the CLI",
            "\"789183b7e98646c11d5f0544c8f3c4c9\"",
            "\"hidden\"")
        .anyMatch(line -> line.endsWith(" one"));
  }

  @Test
  @Order(7)
  void shouldSayActionResourceAndRole_whenRoleDoesNotAllowTheCall() throws Exception {
    String message = denied("dynamodb:PutItem", "dynamodb", "table/orders");

    assertThatThrownBy(() -> new OrdersTable(reader.dynamoDb).put("6", "ada"))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining(message);
    assertThat(
            aws(
                    "reader-lambda",
                    "aws dynamodb put-item --table-name orders --item '{\"id\":{\"S\":\"6\"}}'")
                .failed()
                .output())
        .contains("An error occurred (AccessDeniedException) when calling the PutItem operation")
        .contains(message);
    assertThat(new OrdersTable(reader.dynamoDb).get("6")).isEmpty();
  }

  @Test
  @Order(8)
  void shouldListDeniedRequestsAndUnusedGrants_whenRunEnds() throws Exception {
    int exitCode = run.stop();
    JsonNode summary = run.summary();

    assertThat(exitCode).isEqualTo(1);
    assertThat(texts(summary.get("unusedGrants"))).containsExactly("reader-lambda sqs:* on *");
    assertThat(texts(summary.get("denied")))
        .containsExactly(denied("dynamodb:PutItem", "dynamodb", "table/orders"));
  }

  private String denied(String action, String service, String resource) {
    return "User: arn:aws:sts::%s:assumed-role/reader-role/reader-lambda is not authorized to perform: %s on resource: arn:aws:%s:us-east-1:%s:%s because no identity-based policy allows the %s action"
        .formatted(run.account(), action, service, run.account(), resource, action);
  }

  private String getWithoutCredentials(String key) throws IOException, InterruptedException {
    var url =
        writer.s3Presigner.presignGetObject(
            p ->
                p.signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(get -> get.bucket(ORDERS).key(key)));
    HttpRequest request = HttpRequest.newBuilder(URI.create(url.url().toString())).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private Command aws(String function, String script) throws IOException, InterruptedException {
    String endpoint = "aws() { command aws --endpoint-url %s \"$@\"; }%n".formatted(run.endpoint());
    return Command.run(
        variables -> {
          variables.keySet().removeIf(name -> name.startsWith("AWS_"));
          variables.put("AWS_ACCESS_KEY_ID", run.accessKeyId(function));
          variables.put("AWS_SECRET_ACCESS_KEY", "local");
          variables.put("AWS_REGION", ServiceClients.REGION.id());
          variables.put("AWS_DEFAULT_REGION", ServiceClients.REGION.id());
        },
        folder,
        List.of("bash", "-euo", "pipefail", "-c", endpoint + script));
  }

  private static DeleteMessageBatchRequestEntry deletion(Message message) {
    return DeleteMessageBatchRequestEntry.builder()
        .id(message.messageId())
        .receiptHandle(message.receiptHandle())
        .build();
  }

  private static List<String> texts(JsonNode array) {
    return new ObjectMapper().convertValue(array, new TypeReference<>() {});
  }
}
