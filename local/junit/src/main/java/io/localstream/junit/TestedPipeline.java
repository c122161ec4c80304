package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.lambda.InvocationResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;

/** What a test does with the pipeline that runs for it, and what it asks of it. */
public abstract class TestedPipeline {
  private static final JsonMapper JSON = new JsonMapper();

  TestedPipeline() {}

  /** The pipeline of the test that runs. */
  abstract RunningPipeline running();

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
    running().awaitSettled();
  }

  /**
   * Lets time pass; where waits are skipped, at once. What is due meanwhile happens at its time.
   *
   * @param time how long
   * @throws InterruptedException when this thread is interrupted
   */
  public void advance(Duration time) throws InterruptedException {
    running().advance(time);
  }

  /**
   * Makes it later at once: the pipeline does nothing meanwhile, and what is due by then is late.
   *
   * @param time how much later
   * @throws IllegalStateException where waits are not skipped
   */
  public void skip(Duration time) {
    running().skip(time);
  }

  /**
   * Tells the pipeline's time.
   *
   * @return the clock that handlers in this JVM get, too
   */
  public Clock clock() {
    return running().clock();
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

  /**
   * Lists the records that were put, by whomever, in the order of their arrival.
   *
   * @return what became of each, where one function consumes them
   */
  public List<PipelineRecord> records() {
    return running().mapping(Optional.empty()).records();
  }

  /**
   * Lists the records as one of several consumers has them.
   *
   * @param functionName the consumer
   * @return what became of each
   */
  public List<PipelineRecord> records(String functionName) {
    return running().mapping(Optional.of(functionName)).records();
  }

  /**
   * Lists the batches that the consumer was given, those of failed attempts included.
   *
   * @return the data of each batch's records, read as UTF-8
   */
  public List<List<String>> batches() {
    return running().mapping(Optional.empty()).batches();
  }

  /**
   * Lists the batches that one of several consumers was given.
   *
   * @param functionName the consumer
   * @return the data of each batch's records, read as UTF-8
   */
  public List<List<String>> batches(String functionName) {
    return running().mapping(Optional.of(functionName)).batches();
  }

  /**
   * Lists what the failure destinations have.
   *
   * @return the records of the batches that were given up, decoded
   */
  public List<FailedRecord> failures() {
    return running().failures().records();
  }

  /**
   * Lists what a function has logged.
   *
   * @param functionName the function
   * @return its lines, without those of Lambda itself; of a JSON line, its message
   */
  public List<String> logs(String functionName) {
    return running().recorder().logs().stream()
        .filter(event -> event.function().name().equals(functionName) && !event.platform())
        .map(LogEvent::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /**
   * Lists the values of a metric, AWS's own or one that a function embeds in its log.
   *
   * @param name the metric's name
   * @return its values so far, of all resources
   */
  public List<Double> metric(String name) {
    return running().recorder().metrics().stream()
        .filter(datum -> datum.name().equals(name))
        .map(MetricDatum::value)
        .toList();
  }

  /**
   * Evaluates the alarms of the templates over this test, to the end of the period in which it is.
   *
   * @return the names of those that were in the state {@code ALARM}
   */
  public List<String> alarms() {
    return running().rungAlarms();
  }

  /**
   * Tells what happened so far. The report of a test that fails has it.
   *
   * @return a line for each thing
   */
  public String story() {
    return running().story().text();
  }
}
