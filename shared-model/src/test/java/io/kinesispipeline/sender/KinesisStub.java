package io.kinesispipeline.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An HTTP server on loopback that speaks PutRecord and PutRecords, accepts everything unless told
 * otherwise, and remembers what it was sent. While it is open, the AWS SDK's clients use it.
 */
public final class KinesisStub implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> CLIENT_SETTINGS =
      Map.of(
          "aws.cborEnabled", "false",
          "aws.accessKeyId", "test",
          "aws.secretAccessKey", "test",
          "sun.net.httpserver.nodelay", "true");

  private final HttpServer server;
  private final Map<String, String> settings = new HashMap<>(CLIENT_SETTINGS);
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Record> accepted = Collections.synchronizedList(new ArrayList<>());

  /** A record as it came. */
  public record Record(String stream, String partitionKey, String data) {}

  /** A request as it came. */
  public record Request(String operation, List<Record> records) {
    /** The partition keys of its records. */
    public List<String> keys() {
      return records.stream().map(Record::partitionKey).toList();
    }
  }

  /** How a request is answered; made by the methods below. */
  public record Reply(int status, String errorCode, Collection<Integer> rejected) {
    /** Accepts all records but some. */
    public static Reply rejecting(String errorCode, Integer... indexes) {
      return new Reply(200, errorCode, Arrays.asList(indexes));
    }

    /** Accepts all records. */
    public static Reply accepting() {
      return rejecting("none");
    }

    /** Answers the request as a whole with an error. */
    public static Reply failing(int status, String errorCode) {
      return new Reply(status, errorCode, List.of());
    }

    /** Closes the connection without an answer. */
    public static Reply hangingUp() {
      return new Reply(0, "none", List.of());
    }
  }

  /** Starts the server, and points the SDK's clients at it. */
  public KinesisStub() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    settings.put("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.forEach(System::setProperty);
  }

  /** Says how the next requests are answered, in order; those after them are accepted. */
  public KinesisStub willReply(Reply... next) {
    replies.addAll(List.of(next));
    return this;
  }

  /** What came, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The records on all streams, in order. */
  public List<Record> accepted() {
    return List.copyOf(accepted);
  }

  @Override
  public void close() {
    server.stop(0);
    settings.keySet().forEach(System::clearProperty);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = read(exchange);
    requests.add(request);
    Reply reply = replies.isEmpty() ? Reply.accepting() : replies.remove();
    if (reply.status() == 0) {
      exchange.close();
      return;
    }
    byte[] body = JSON.writeValueAsBytes(answer(request, reply));
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Request read(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    String stream = body.has("StreamARN") ? "StreamARN" : "StreamName";
    List<Record> records = new ArrayList<>();
    for (JsonNode entry : body.has("Records") ? body.get("Records") : List.of(body)) {
      records.add(
          new Record(
              body.get(stream).asText(),
              entry.get("PartitionKey").asText(),
              new String(entry.get("Data").binaryValue(), UTF_8)));
    }
    return new Request(target.substring(target.indexOf('.') + 1), records);
  }

  private ObjectNode answer(Request request, Reply reply) {
    if (reply.status() != 200) {
      return JSON.createObjectNode().put("__type", reply.errorCode()).put("message", "refused");
    }
    if (request.operation().equals("PutRecord")) {
      return accept(request.records().get(0));
    }
    ObjectNode answer = JSON.createObjectNode().put("FailedRecordCount", reply.rejected().size());
    ArrayNode results = answer.putArray("Records");
    Queue<Record> records = new ArrayDeque<>(request.records());
    for (int i = 0; !records.isEmpty(); i++) {
      Record record = records.remove();
      results.add(reply.rejected().contains(i) ? reject(reply.errorCode()) : accept(record));
    }
    return answer;
  }

  private static ObjectNode reject(String errorCode) {
    return JSON.createObjectNode().put("ErrorCode", errorCode).put("ErrorMessage", "rejected");
  }

  private ObjectNode accept(Record record) {
    accepted.add(record);
    return JSON.createObjectNode()
        .put("SequenceNumber", String.valueOf(accepted.size()))
        .put("ShardId", "shardId-000000000000");
  }
}
