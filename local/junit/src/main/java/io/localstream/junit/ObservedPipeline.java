package io.localstream.junit;

import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.inspection.AlarmSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The questions that a test can ask about its pipeline. */
public abstract class ObservedPipeline {
  ObservedPipeline() {}

  /** Returns the pipeline of the running test. */
  abstract RunningPipeline running();

  /**
   * Returns the pipeline's clock.
   *
   * @return the clock; handlers in this JVM get the same one
   */
  public Clock clock() {
    return running().clock();
  }

  /**
   * Returns all records on the streams, with their states at the only event source mapping.
   *
   * @return the records in the order of their arrival
   * @throws IllegalArgumentException if there is not exactly one event source mapping
   */
  public List<PipelineRecord> records() {
    return running().mappings().of(Optional.empty()).records();
  }

  /**
   * Returns all records on the streams, with their states at one event source mapping.
   *
   * @param functionName the function of the event source mapping
   * @return the records in the order of their arrival
   * @throws IllegalArgumentException if the function does not have exactly one event source mapping
   */
  public List<PipelineRecord> records(String functionName) {
    return running().mappings().of(Optional.of(functionName)).records();
  }

  /**
   * Returns the batches that the only event source mapping has sent to its function. A retry is a
   * batch of its own.
   *
   * @return the data of each batch's records, decoded as UTF-8
   * @throws IllegalArgumentException if there is not exactly one event source mapping
   */
  public List<List<String>> batches() {
    return running().mappings().of(Optional.empty()).batches();
  }

  /**
   * Returns the batches that one event source mapping has sent to its function. A retry is a batch
   * of its own.
   *
   * @param functionName the function of the event source mapping
   * @return the data of each batch's records, decoded as UTF-8
   * @throws IllegalArgumentException if the function does not have exactly one event source mapping
   */
  public List<List<String>> batches(String functionName) {
    return running().mappings().of(Optional.of(functionName)).batches();
  }

  /**
   * Returns the records of the discarded batches in the on-failure destinations, decoded.
   *
   * @return the records
   */
  public List<FailedRecord> failures() {
    return running().failures().records();
  }

  /**
   * Returns the log messages of a function, without Lambda's own.
   *
   * @param functionName the function
   * @return the lines; for a line in JSON, its message
   */
  public List<String> logs(String functionName) {
    return running().recorder().logs().stream()
        .filter(event -> event.function().name().equals(functionName) && !event.platform())
        .map(LogEvent::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /**
   * Returns the values of a metric: one of AWS's own, or one in the embedded metric format.
   *
   * @param name the metric's name
   * @return the values so far, of all resources
   */
  public List<Double> metric(String name) {
    return running().recorder().metrics().stream()
        .filter(datum -> datum.name().equals(name))
        .map(MetricDatum::value)
        .toList();
  }

  /**
   * Returns the templates' alarms that have been in the state {@code ALARM}. As on CloudWatch, an
   * alarm is evaluated at the end of each period; the first time, when all of its evaluation
   * periods have passed. {@link TestedPipeline#advance Advance} the time to get there.
   *
   * @return the names of the alarms, sorted
   */
  public List<String> alarms() {
    return alarms(alarm -> alarm.alarms() > 0);
  }

  /**
   * Returns the templates' alarms that are in the state {@code ALARM} now.
   *
   * @return the names of the alarms, sorted
   * @see #alarms
   */
  public List<String> currentAlarms() {
    return alarms(alarm -> alarm.state().equals(Optional.of(AlarmState.ALARM)));
  }

  private List<String> alarms(Predicate<AlarmSnapshot> selected) {
    return running().pipeline().inspection().alarms().stream()
        .filter(selected)
        .map(AlarmSnapshot::name)
        .sorted()
        .toList();
  }

  /**
   * Returns the grants in the functions' roles that no call has used and that Lambda does not need.
   * Includes only services that the run simulates. {@code npm start} lists them, too.
   *
   * @return {@code function action on resource}, sorted
   */
  public List<String> unusedGrants() {
    return running().pipeline().access().unusedGrants();
  }

  /**
   * Returns the grants in the functions' roles that Lambda needs for on-failure deliveries, and has
   * not used.
   *
   * @return {@code function action on resource}, sorted
   */
  public List<String> unusedFailureGrants() {
    return running().pipeline().access().unusedFailureGrants();
  }

  /**
   * Returns what happened so far. The report of a failed test contains it.
   *
   * @return a line for each event
   */
  public String story() {
    return running().story().text();
  }
}
