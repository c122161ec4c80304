package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.cloudwatch.MetricId;
import io.localstream.engine.inspection.RecordSnapshot.RecordState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers the queries for lists of items: applies their filters and limits. */
final class ItemQueries {
  static final int MOST = 1_000;
  private static final int MOST_BRIEF = 1_000;
  private static final int USUAL = 100;
  private static final int SECONDS_OF_HOUR = 3_600;

  private final Inspection inspection;

  ItemQueries(Inspection inspection) {
    this.inspection = inspection;
  }

  List<RecordSnapshot> records(QueryParameters query) {
    query.allow(
        List.of("after", "limit", "stream", "shard", "key", "sequence", "state", "text", "brief"));
    int bytes = (int) query.number("brief", 1, MOST_BRIEF, 0);
    Optional<RecordState> state = query.choice("state", RecordState.class);
    List<RecordSnapshot> records =
        inspection.records(
            after(query),
            record ->
                query.matches("stream", record.id().streamName())
                    && query.matches("shard", record.id().shardId())
                    && query.matches("key", record.id().partitionKey())
                    && query.matches("sequence", record.id().sequenceNumber())
                    && state.stream().allMatch(wanted -> isIn(wanted, record))
                    && query.allows("text", text -> dataOf(record).contains(text)),
            limit(query));
    return bytes == 0 ? records : records.stream().map(r -> r.brief(bytes)).toList();
  }

  private static boolean isIn(RecordState state, RecordSnapshot record) {
    return record.mappings().values().stream().anyMatch(at -> at.state() == state);
  }

  private static String dataOf(RecordSnapshot record) {
    return record.data().map(data -> new String(data, UTF_8)).orElse("");
  }

  List<InvocationSnapshot> invocations(QueryParameters query) {
    query.allow(List.of("after", "limit", "function", "request", "outcome"));
    Optional<InvocationSnapshot.Outcome> outcome =
        query.choice("outcome", InvocationSnapshot.Outcome.class);
    return inspection.invocations(
        after(query),
        invocation ->
            query.matches("function", invocation.functionName())
                && query.matches("request", invocation.requestId())
                && outcome.stream().allMatch(wanted -> wanted == invocation.outcome()),
        limit(query));
  }

  List<LogSnapshot> logs(QueryParameters query) {
    query.allow(List.of("after", "limit", "function", "request", "level", "text"));
    LogLevel least = query.choice("level", LogLevel.class).orElse(LogLevel.TRACE);
    return inspection.logs(
        after(query),
        event ->
            query.matches("function", event.functionName())
                && query.matches("request", event.requestId().orElse(""))
                && event.level().compareTo(least) >= 0
                && query.allows("text", text -> event.message().contains(text)),
        limit(query));
  }

  List<FailureSnapshot> failures(QueryParameters query) {
    query.allow(List.of("after", "limit", "function"));
    return inspection.failures(
        after(query), failure -> query.matches("function", failure.functionName()), limit(query));
  }

  List<MetricSnapshot> metrics(QueryParameters query) {
    query.allow(List.of("namespace", "name", "period"));
    Duration period = Duration.ofSeconds(query.number("period", 1, SECONDS_OF_HOUR, 60));
    return inspection.metrics((MetricId id) -> isAskedFor(query, id), period);
  }

  private static boolean isAskedFor(QueryParameters query, MetricId id) {
    return query.matches("namespace", id.namespace()) && query.matches("name", id.name());
  }

  private static long after(QueryParameters query) {
    return query.number("after", 0, Long.MAX_VALUE, 0);
  }

  private static int limit(QueryParameters query) {
    return (int) query.number("limit", 1, MOST, USUAL);
  }
}
