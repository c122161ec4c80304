package io.localstream.engine.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.lambda.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** A function whose response depends on the data of the records that it gets. */
final class ScriptedFunction implements Invoker {
  static final InvocationResult SUCCEEDED =
      new InvocationResult.Succeeded("id", "null".getBytes(StandardCharsets.UTF_8));
  static final InvocationResult FAILED =
      new InvocationResult.Failed("id", "Unhandled", "{}".getBytes(StandardCharsets.UTF_8));

  /** The behavior of a function. */
  interface BatchHandler {
    InvocationResult handle(List<String> data) throws InterruptedException;
  }

  private final List<List<String>> invocations = new CopyOnWriteArrayList<>();
  private volatile BatchHandler handler = data -> SUCCEEDED;

  void handle(BatchHandler newHandler) {
    handler = newHandler;
  }

  @Override
  public InvocationResult invoke(String functionName, byte[] payload) throws InterruptedException {
    List<String> data = data(payload);
    invocations.add(data);
    return handler.handle(data);
  }

  private static List<String> data(byte[] payload) {
    try {
      JsonNode records = new ObjectMapper().readTree(payload).get("Records");
      return StreamSupport.stream(records.spliterator(), false)
          .map(record -> record.at("/kinesis/data").textValue())
          .map(data -> new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the data of all records that the function got, in order. */
  List<String> received() {
    return invocations.stream().flatMap(List::stream).toList();
  }
}
