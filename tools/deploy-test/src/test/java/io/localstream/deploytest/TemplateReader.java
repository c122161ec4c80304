package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A stub of AWS for a role with one identity policy, in an account with the stacks of a cloud
 * assembly; MiniStack does not check permissions. It supports {@code DescribeStacks}, {@code
 * GetTemplate} and {@code GetCallerIdentity}, which needs no permission, and denies all other
 * actions.
 */
final class TemplateReader implements AutoCloseable {
  static final String REGION = "eu-west-1";

  private final HttpServer server;
  private final JsonNode policy;
  private final Path assembly;
  private final Queue<String> denied = new ConcurrentLinkedQueue<>();

  private TemplateReader(HttpServer server, JsonNode policy, Path assembly) {
    this.server = server;
    this.policy = policy;
    this.assembly = assembly;
  }

  static TemplateReader start(JsonNode policy, Path assembly) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TemplateReader reader = new TemplateReader(server, policy, assembly);
    server.createContext("/", reader::answer);
    server.start();
    return reader;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the actions that were denied. */
  List<String> denied() {
    return List.copyOf(denied);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> request =
          form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      String action = request.getOrDefault("Action", exchange.getRequestURI().toString());
      if (action.equals("GetCallerIdentity")) {
        respond(
            exchange, 200, result(action, "<Account>%s</Account>".formatted(MiniStack.ACCOUNT)));
      } else if (allows("cloudformation:" + action, request.get("StackName"))) {
        respond(exchange, 200, result(action, stack(action, request.get("StackName"))));
      } else {
        denied.add((action.equals("AssumeRole") ? "sts:" : "") + action);
        respond(exchange, 403, "<Error><Code>AccessDenied</Code><Message>denied</Message></Error>");
      }
    }
  }

  private boolean allows(String action, String stack) {
    String resource =
        "arn:aws:cloudformation:%s:%s:stack/%s/*".formatted(REGION, MiniStack.ACCOUNT, stack);
    return StreamSupport.stream(policy.get("Statement").spliterator(), false)
        .anyMatch(
            statement ->
                contains(statement.get("Action"), action)
                    && contains(statement.get("Resource"), resource));
  }

  private static boolean contains(JsonNode list, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .anyMatch(element -> element.asText().equals(value));
  }

  private String stack(String action, String name) throws IOException {
    if (action.equals("DescribeStacks")) {
      return "<Stacks><member><StackName>%s</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks>"
          .formatted(name);
    }
    String template = Files.readString(assembly.resolve(name + ".template.json"));
    return "<TemplateBody>%s</TemplateBody>"
        .formatted(template.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private static String result(String action, String content) {
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, content);
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(parameter -> parameter.split("=", 2))
        .filter(parameter -> parameter.length == 2)
        .collect(
            Collectors.toMap(
                parameter -> parameter[0], parameter -> URLDecoder.decode(parameter[1], UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
