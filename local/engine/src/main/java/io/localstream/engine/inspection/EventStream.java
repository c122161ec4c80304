package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Writes changes as server-sent events, at most once per interval, so that a busy run sends no more
 * events than a quiet one. The events {@code pipeline}, {@code overview}, {@code streams}, {@code
 * mappings}, {@code functions}, {@code alarms}, {@code grants}, {@code faults}, {@code injecting}
 * and {@code services} contain the whole state, if it has changed. The events {@code records},
 * {@code invocations}, {@code logs} and {@code failures} contain the items that have changed, at
 * most the last 200. An event's id is the number of the last change.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventStream {
  static final int MOST_ITEMS = 200;

  /** The interval of comments without a change. Writing one fails if the client is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Inspection inspection;
  private final OutputStream out;
  private final Map<String, Supplier<Object>> states = new LinkedHashMap<>();
  private final Map<String, String> written = new HashMap<>();
  private final int items;
  private long last;

  /**
   * Creates a stream.
   *
   * @param after the number of the change after which the stream begins; 0 for all changes
   * @param items the maximum number of records, of invocations, of log events and of failures in an
   *     interval, 0 to 200
   */
  EventStream(Inspection inspection, OutputStream out, long after, int items) {
    this.items = items;
    this.inspection = inspection;
    this.out = out;
    this.last = after;
    PipelineSnapshot pipeline = inspection.pipeline();
    states.put("pipeline", () -> pipeline);
    states.put("overview", inspection::overview);
    states.put("streams", inspection::streams);
    states.put("mappings", inspection::mappings);
    states.put("functions", inspection::functions);
    states.put("alarms", inspection::alarms);
    states.put("grants", inspection::grants);
    states.put("faults", inspection::faults);
    states.put("injecting", inspection::injecting);
    states.put("services", inspection::services);
  }

  /**
   * Writes events until the client is gone or the run ends. At the end of the run, the last event
   * is {@code end}.
   *
   * @param end opens when the run has ended
   * @throws IOException when the client is gone
   * @throws InterruptedException when the endpoint closes
   */
  void run(Duration interval, CountDownLatch end) throws IOException, InterruptedException {
    Duration quiet = Duration.ZERO;
    boolean over = false;
    while (!over) {
      over = end.await(0, TimeUnit.MILLISECONDS);
      if (write()) {
        quiet = Duration.ZERO;
      } else if (quiet.compareTo(HEARTBEAT) >= 0) {
        out.write(": nothing changed\n\n".getBytes(UTF_8));
        quiet = Duration.ZERO;
      }
      if (over) {
        event("end", last, "{}");
      }
      out.flush();
      boolean unused = end.await(interval.toMillis(), TimeUnit.MILLISECONDS);
      quiet = quiet.plus(interval);
    }
  }

  /** Writes what has changed since the last call. Returns whether anything has. */
  boolean write() throws IOException {
    // Read before the snapshots: a change that happens meanwhile has a higher number, and is sent
    // next time.
    long now = inspection.lastChange();
    boolean changed = false;
    for (Map.Entry<String, Supplier<Object>> state : states.entrySet()) {
      String line = SnapshotJson.line(state.getValue().get());
      if (!line.equals(written.put(state.getKey(), line))) {
        event(state.getKey(), now, line);
        changed = true;
      }
    }
    if (now > last && items > 0) {
      changed("records", now, inspection.records(last, item -> true, items));
      changed("invocations", now, inspection.invocations(last, item -> true, items));
      changed("logs", now, inspection.logs(last, item -> true, items));
      changed("failures", now, inspection.failures(last, item -> true, items));
    }
    last = now;
    return changed;
  }

  private void changed(String name, long now, List<?> changed) throws IOException {
    if (!changed.isEmpty()) {
      event(name, now, SnapshotJson.line(changed));
    }
  }

  private void event(String name, long id, String line) throws IOException {
    out.write("event: %s\nid: %d\ndata: %s\n\n".formatted(name, id, line).getBytes(UTF_8));
  }
}
