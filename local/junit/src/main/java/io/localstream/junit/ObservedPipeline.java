package io.localstream.junit;

import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a test asks of the pipeline that runs for it. */
public abstract class ObservedPipeline {
  ObservedPipeline() {}

  /** The pipeline of the test that runs. */
  abstract RunningPipeline running();

  /**
   * Tells the pipeline's time.
   *
   * @return the clock that handlers in this JVM get, too
   */
  public Clock clock() {
    return running().clock();
  }

  /**
   * Lists the records that were put, by whomever, in the order of their arrival.
   *
   * @return what became of each, where one function consumes them
   */
  public List<PipelineRecord> records() {
    return running().mappings().of(Optional.empty()).records();
  }

  /**
   * Lists the records as one of several consumers has them.
   *
   * @param functionName the consumer
   * @return what became of each
   */
  public List<PipelineRecord> records(String functionName) {
    return running().mappings().of(Optional.of(functionName)).records();
  }

  /**
   * Lists the batches that the consumer was given, those of failed attempts included.
   *
   * @return the data of each batch's records, read as UTF-8
   */
  public List<List<String>> batches() {
    return running().mappings().of(Optional.empty()).batches();
  }

  /**
   * Lists the batches that one of several consumers was given.
   *
   * @param functionName the consumer
   * @return the data of each batch's records, read as UTF-8
   */
  public List<List<String>> batches(String functionName) {
    return running().mappings().of(Optional.of(functionName)).batches();
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
