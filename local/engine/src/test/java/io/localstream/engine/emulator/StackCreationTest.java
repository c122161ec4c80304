package io.localstream.engine.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.assembly.ExternalStack;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Creates stacks at an endpoint that returns prepared responses. */
class StackCreationTest {
  private static final String NO_STACK =
      "<ErrorResponse><Error><Code>ValidationError</Code>"
          + "<Message>Stack with id S does not exist</Message></Error></ErrorResponse>";
  private static final String OWN =
      "<Tags><member><Key>created-by</Key><Value>local-run</Value></member></Tags>";

  private static final ExternalStack STACK =
      new ExternalStack(
          "S",
          "us-east-1",
          "111122223333",
          JsonNodeFactory.instance.objectNode().put("Resources", "…"),
          List.of(
              new ExternalStack.Needed("Table", "S/Table", "AWS::DynamoDB::Table", "S/Function"),
              new ExternalStack.Needed("Thing", "S/Thing", "AWS::Weird::Thing", "S/Role")));

  private final Deque<String> responses = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private URI endpoint;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(Loopback.address(0), 0);
    server.createContext("/", this::respond);
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldReturnTheOutputs_whenTheStackIsComplete() throws Exception {
    respond(
        NO_STACK,
        "<CreateStackResponse/>",
        stack("CREATE_IN_PROGRESS", ""),
        stack(
            "CREATE_COMPLETE",
            "<Outputs><member><OutputKey>Value0</OutputKey><OutputValue>t</OutputValue></member></Outputs>"));

    assertThat(create()).isEqualTo(Map.of("Value0", "t"));
    assertThat(requests.get(1))
        .contains("Action=CreateStack", "StackName=S", "TemplateBody={\"Resources\":\"…\"}")
        .contains("Tags.member.1.Key=created-by");
    assertThat(requests).hasSize(4);
    assertThat(secrets).containsExactly("s", "s", "s", "s");
  }

  @Test
  void shouldDeleteTheStackOfTheRunBefore_whenItIsThere() throws Exception {
    respond(
        stack("CREATE_COMPLETE", OWN),
        "<DeleteStackResponse/>",
        stack("DELETE_IN_PROGRESS", OWN),
        NO_STACK,
        "<CreateStackResponse/>",
        stack("CREATE_COMPLETE", ""));

    create();

    assertThat(requests.get(1)).contains("Action=DeleteStack");
    assertThat(requests.get(4)).contains("Action=CreateStack");
  }

  @Test
  void shouldLeaveTheStackAlone_whenNoLocalRunCreatedIt() {
    respond(stack("CREATE_COMPLETE", ""));

    assertFails(
        endpoint
            + " has a stack S, which no local run created: delete that stack, or use another"
            + " endpoint");
  }

  @Test
  void shouldSayWhy_whenTheStackOfTheRunBeforeCannotBeDeleted() {
    respond(stack("CREATE_COMPLETE", OWN), "<DeleteStackResponse/>", stack("DELETE_FAILED", OWN));

    assertFails(endpoint + " cannot delete the stack S of the previous run: delete that stack");
  }

  @Test
  void shouldNameTheResource_whenItsTypeIsUnknown() {
    respond(
        NO_STACK,
        "<ErrorResponse><Error><Code>ValidationError</Code><Message>Template format error:"
            + " Unrecognized resource types: [AWS::Weird::Thing]</Message></Error></ErrorResponse>");

    assertFails(
        endpoint
            + " cannot create S/Thing (AWS::Weird::Thing), to which S/Role refers. Its reason:"
            + " Template format error: Unrecognized resource types: [AWS::Weird::Thing]");
  }

  @Test
  void shouldNameTheResourceAndTheReason_whenItsCreationFails() {
    respond(
        NO_STACK,
        "<CreateStackResponse/>",
        stack("ROLLBACK_COMPLETE", ""),
        """
        <DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>
        <member><LogicalResourceId>Thing</LogicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>
        <member><LogicalResourceId>Table</LogicalResourceId><ResourceStatus>CREATE_FAILED</ResourceStatus>
        <ResourceStatusReason>no keys</ResourceStatusReason></member>
        </StackEvents></DescribeStackEventsResult></DescribeStackEventsResponse>
        """);

    assertFails(
        endpoint
            + " cannot create S/Table (AWS::DynamoDB::Table), to which S/Function refers. Its reason:"
            + " Table: no keys");
  }

  private Map<String, String> create() throws InterruptedException {
    try (StackCreation creation =
        new StackCreation(
            new ServiceEndpoint(endpoint, Map.of("X-Secret", "s")), "us-east-1", "111122223333")) {
      return creation.create(STACK);
    }
  }

  private void assertFails(String message) {
    assertThatThrownBy(this::create).isInstanceOf(StartException.class).hasMessage(message);
  }

  private static String stack(String status, String more) {
    return ("<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
            + "<StackName>S</StackName><StackStatus>%s</StackStatus>%s"
            + "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>")
        .formatted(status, more);
  }

  private void respond(String... xml) {
    responses.addAll(List.of(xml));
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      secrets.add(exchange.getRequestHeaders().getFirst("X-Secret"));
      requests.add(
          URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
      String xml = responses.remove();
      byte[] body = xml.getBytes(UTF_8);
      exchange.sendResponseHeaders(xml.startsWith("<ErrorResponse>") ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
