package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.InvocationResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;

/** What a test does with the pipeline that runs for it. */
public abstract class TestedPipeline extends ObservedPipeline {
  private static final JsonMapper JSON = new JsonMapper();

  TestedPipeline() {}

  /**
   * Puts an event on the stream, under a key of its own.
   *
   * @param event an object, which is written as JSON; a {@code String} or {@code byte[]} is put as
   *     it is
   */
  public void put(Object event) {
    put(UUID.randomUUID().toString(), event);
  }

  /**
   * Puts an event on the stream.
   *
   * @param partitionKey records of one key stay in order
   * @param event an object, which is written as JSON; a {@code String} or {@code byte[]} is put as
   *     it is
   * @throws IllegalStateException where the pipeline has no stream, or several
   */
  public void put(String partitionKey, Object event) {
    List<Deployment.Stream> streams = running().deployment().streams();
    if (streams.size() != 1) {
      throw new IllegalStateException(
          "Name a stream: there are " + streams.stream().map(Deployment.Stream::name).toList());
    }
    put(streams.get(0).name(), partitionKey, event);
  }

  /**
   * Puts an event on one of several streams.
   *
   * @param streamName the stream's name
   * @param partitionKey records of one key stay in order
   * @param event as for the others
   */
  public void put(String streamName, String partitionKey, Object event) {
    running()
        .kinesis()
        .putRecord(
            request ->
                request
                    .streamName(streamName)
                    .partitionKey(partitionKey)
                    .data(SdkBytes.fromByteArray(bytes(event))));
  }

  private static byte[] bytes(Object event) {
    try {
      return event instanceof byte[] raw
          ? raw
          : event instanceof String text ? text.getBytes(UTF_8) : JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not an event that JSON has: " + event, e);
    }
  }

  /**
   * Invokes a function and waits for its response.
   *
   * @param functionName the function's name
   * @param event its event, as for {@link #put}
   * @return the response, JSON
   * @throws AssertionError when the function fails or is throttled; the message has its error
   * @throws InterruptedException when this thread is interrupted
   */
  public String invoke(String functionName, Object event) throws InterruptedException {
    InvocationResult result = running().pipeline().invoke(functionName, bytes(event)).result();
    if (result instanceof InvocationResult.Succeeded succeeded) {
      return new String(succeeded.payload(), UTF_8);
    }
    throw new AssertionError(
        functionName
            + (result instanceof InvocationResult.Failed failed
                ? " failed: " + new String(failed.payload(), UTF_8)
                : " was throttled"));
  }

  /** Fires each enabled schedule once: its function is invoked asynchronously, with its event. */
  public void fireSchedules() {
    running().pipeline().fireSchedules();
  }

  /**
   * Waits until each record that was put is processed, filtered or given up, and each asynchronous
   * invocation done or given up. Where waits are skipped, those for it are.
   *
   * @throws AssertionError when that does not happen; the test's report has the pipeline's story
   * @throws InterruptedException when this thread is interrupted
   */
  public void awaitSettled() throws InterruptedException {
    running().progress().awaitSettled();
  }

  /**
   * Lets time pass; where waits are skipped, at once. What is due meanwhile happens at its time.
   *
   * @param time how long
   * @throws InterruptedException when this thread is interrupted
   */
  public void advance(Duration time) throws InterruptedException {
    running().progress().advance(time);
  }

  /**
   * Makes it later at once: the pipeline does nothing meanwhile, and what is due by then is late.
   *
   * @param time how much later
   * @throws IllegalStateException where waits are not skipped
   */
  public void skip(Duration time) {
    running().progress().skip(time);
  }

  /**
   * Injects faults from now on, in place of those before.
   *
   * @param specs as {@code npm start} takes them, for example {@code consumer.crash=0.5}; none ends
   *     all faults
   */
  public void inject(String... specs) {
    running().pipeline().inject(List.of(specs));
  }

  /** Splits a shard of each stream; the next time, merges two. */
  public void reshard() {
    running().pipeline().reshard();
  }
}
