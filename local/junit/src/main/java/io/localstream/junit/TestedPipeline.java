package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.InvocationResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;

/** What a test can do with its pipeline. */
public abstract class TestedPipeline extends ObservedPipeline {
  private static final JsonMapper JSON = new JsonMapper();

  TestedPipeline() {}

  /**
   * Makes a client's builder call this run's AWS endpoint. No role restricts the client.
   *
   * @param <B> the builder's type
   * @param builder as in {@code DynamoDbClient.builder()}
   * @return the same builder
   */
  public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
    return running().configure(builder);
  }

  /**
   * Puts an event on the only stream, with a random partition key.
   *
   * @param event an object, which is converted to JSON; a {@code String} or {@code byte[]} is put
   *     unchanged
   * @throws IllegalStateException if there is not exactly one stream
   */
  public void put(Object event) {
    put(UUID.randomUUID().toString(), event);
  }

  /**
   * Puts an event on the only stream.
   *
   * @param partitionKey the partition key; records with the same key stay in order
   * @param event an object, which is converted to JSON; a {@code String} or {@code byte[]} is put
   *     unchanged
   * @throws IllegalStateException if there is not exactly one stream
   */
  public void put(String partitionKey, Object event) {
    List<Deployment.Stream> streams = running().deployment().streams();
    if (streams.size() != 1) {
      throw new IllegalStateException(
          "Pass the name of a stream: the pipeline has the streams "
              + streams.stream().map(Deployment.Stream::name).toList());
    }
    put(streams.get(0).name(), partitionKey, event);
  }

  /**
   * Puts an event on a stream.
   *
   * @param streamName the stream's name
   * @param partitionKey the partition key; records with the same key stay in order
   * @param event an object, which is converted to JSON; a {@code String} or {@code byte[]} is put
   *     unchanged
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
      throw new IllegalArgumentException("Cannot convert the event to JSON: " + event, e);
    }
  }

  /**
   * Invokes a function and waits for its response.
   *
   * @param functionName the function's name
   * @param event the event: an object, which is converted to JSON, or JSON in a {@code String} or
   *     {@code byte[]}
   * @return the response in JSON
   * @throws AssertionError if the function fails or is throttled; the message contains its error
   * @throws InterruptedException if this thread is interrupted
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

  /** Fires each enabled schedule once: invokes its function asynchronously with its event. */
  public void fireSchedules() {
    running().pipeline().fireSchedules();
  }

  /**
   * Waits until each record is processed, filtered or discarded, and each asynchronous invocation
   * has ended or its event is discarded. Skips the waits in between, if the pipeline skips waits.
   *
   * @throws AssertionError if that does not happen; the test's report contains the pipeline's story
   * @throws InterruptedException if this thread is interrupted
   */
  public void awaitSettled() throws InterruptedException {
    running().progress().awaitSettled();
  }

  /**
   * Lets time pass. If the pipeline skips waits, this takes no time. Whatever is due meanwhile
   * happens at its time.
   *
   * @param time how much
   * @throws InterruptedException if this thread is interrupted
   */
  public void advance(Duration time) throws InterruptedException {
    running().progress().advance(time);
  }

  /**
   * Moves the clock forward at once. The pipeline does nothing meanwhile, so whatever becomes due
   * happens late.
   *
   * @param time how far
   * @throws IllegalStateException if the pipeline does not skip waits
   */
  public void skip(Duration time) {
    running().progress().skip(time);
  }

  /**
   * Injects faults from now on. They replace the earlier ones.
   *
   * @param specs the values of the option {@code --fault}, for example {@code consumer.crash=0.5};
   *     without any, all faults end
   */
  public void inject(String... specs) {
    running().pipeline().inject(List.of(specs));
  }

  /**
   * Pauses the event source mappings of a function, as disabling them does. Records stay on the
   * stream, so do not call {@link #awaitSettled} meanwhile: {@link #advance} the time.
   *
   * @param functionName the function
   * @throws IllegalArgumentException if the function has no event source mapping
   */
  public void pause(String functionName) {
    running().pipeline().pause(functionName);
  }

  /**
   * Continues at the checkpoints after {@link #pause}.
   *
   * @param functionName the function
   * @throws IllegalArgumentException if the function has no event source mapping
   */
  public void resume(String functionName) {
    running().pipeline().resume(functionName);
  }

  /** Splits a shard of each stream. The next call merges two shards. */
  public void reshard() {
    running().pipeline().reshard();
  }
}
