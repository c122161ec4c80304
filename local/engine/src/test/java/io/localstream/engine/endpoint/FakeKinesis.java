package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Kinesis server without limits: one stream, whose shards share the hash keys evenly. */
final class FakeKinesis implements AutoCloseable {
  static final String STREAM = "MyStream";

  private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  final List<String> operations = new CopyOnWriteArrayList<>();
  final List<JsonNode> records = new CopyOnWriteArrayList<>();
  final List<byte[]> readable = new CopyOnWriteArrayList<>();
  private final HttpServer http;
  private volatile List<String> openShards = List.of();
  private int closedShards;
  private int iterators;

  FakeKinesis(int shards) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
    reshard(shards);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Closes all shards, and opens this number of new ones. */
  synchronized void reshard(int shards) {
    closedShards += openShards.size();
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      opened.add("shardId-%012d".formatted(closedShards + i));
    }
    openShards = opened;
  }

  long count(String operation) {
    return operations.stream().filter(operation::equals).count();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    ObjectMapper mapper = contentType.equals("application/x-amz-cbor-1.1") ? CBOR : JSON;
    JsonNode request = mapper.readTree(exchange.getRequestBody().readAllBytes());
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").split("\\.")[1];
    operations.add(operation);
    ObjectNode answer = mapper.createObjectNode();
    boolean known = !request.has("StreamName") || request.get("StreamName").asText().equals(STREAM);
    if (known) {
      answer(operation, request, answer);
    } else {
      answer.put("__type", "ResourceNotFoundException").put("message", "not found");
    }
    byte[] body = answer.isEmpty() ? new byte[0] : mapper.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(known ? 200 : 400, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void answer(String operation, JsonNode request, ObjectNode answer) {
    switch (operation) {
      case "PutRecord" -> put(request, answer);
      case "PutRecords" -> {
        ArrayNode results = answer.putArray("Records");
        request.get("Records").forEach(entry -> put(entry, results.addObject()));
        answer.put("FailedRecordCount", results.findValuesAsText("ErrorMessage").size());
      }
      case "ListShards" -> {
        list(answer.putArray("Shards"));
        if (request.path("MaxResults").asInt() == 1) {
          answer.put("NextToken", "next-page");
        }
      }
      case "GetShardIterator" -> answer.put("ShardIterator", "iterator-" + iterators++);
      case "GetRecords" -> {
        answer.put("NextShardIterator", "iterator-" + iterators++).put("MillisBehindLatest", 0);
        ArrayNode entries = answer.putArray("Records");
        readable.forEach(data -> entries.addObject().put("Data", data).put("PartitionKey", "k"));
      }
      case "SplitShard" -> reshard(2);
      case "DeleteStream" -> reshard(0);
      default -> answer.put("Answered", operation);
    }
  }

  /** A record with the partition key {@code fails} fails. */
  private void put(JsonNode entry, ObjectNode result) {
    if (entry.path("PartitionKey").asText().equals("fails")) {
      result.put("ErrorCode", "InternalFailure").put("ErrorMessage", "Internal Service Failure");
      return;
    }
    records.add(entry);
    result
        .put("SequenceNumber", String.valueOf(records.size()))
        .put("ShardId", openShards.get(shardIndex(entry)))
        .putNull("ErrorCode");
  }

  /** Tests name the shard by an explicit hash key: 0 for the first, 2^127 for the second of two. */
  private int shardIndex(JsonNode entry) {
    BigInteger hashKey = new BigInteger(entry.path("ExplicitHashKey").asText("0"));
    BigInteger width = HASH_KEYS.divide(BigInteger.valueOf(openShards.size()));
    return hashKey.divide(width).intValue();
  }

  private void list(ArrayNode shards) {
    shards.addObject().put("ShardId", "shardId-closed");
    ObjectNode closed = (ObjectNode) shards.get(0);
    closed.putObject("HashKeyRange").put("StartingHashKey", "0").put("EndingHashKey", "9");
    closed.putObject("SequenceNumberRange").put("EndingSequenceNumber", "1");
    BigInteger width = HASH_KEYS.divide(BigInteger.valueOf(openShards.size()));
    for (int i = 0; i < openShards.size(); i++) {
      BigInteger start = width.multiply(BigInteger.valueOf(i));
      ObjectNode shard = shards.addObject().put("ShardId", openShards.get(i));
      shard
          .putObject("HashKeyRange")
          .put("StartingHashKey", start.toString())
          .put("EndingHashKey", start.add(width).subtract(BigInteger.ONE).toString());
      shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", "0");
    }
  }
}
