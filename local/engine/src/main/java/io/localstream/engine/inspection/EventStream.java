package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes what changes as server-sent events: at most once in an interval, so that a busy run costs
 * no more than a quiet one. A state ({@code overview}, {@code streams}, {@code mappings}, {@code
 * functions}, {@code alarms}, {@code grants}, {@code faults}) comes whole, where it is another than
 * before; of {@code records}, {@code invocations}, {@code logs} and {@code failures} come those
 * that changed, of which the newest 200. An event's id is the number of the last change.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventStream {
  private static final int MOST_ITEMS = 200;

  /** A comment that often, where nothing changes: a client that is gone is noticed by it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Inspection inspection;
  private final OutputStream out;
  private final Map<String, Supplier<Object>> states = new LinkedHashMap<>();
  private final Map<String, String> written = new HashMap<>();
  private long last;

  /** Writes what changes after a change; 0 is the beginning. */
  EventStream(Inspection inspection, OutputStream out, long after) {
    this.inspection = inspection;
    this.out = out;
    this.last = after;
    states.put("overview", inspection::overview);
    states.put("streams", inspection::streams);
    states.put("mappings", inspection::mappings);
    states.put("functions", inspection::functions);
    states.put("alarms", inspection::alarms);
    states.put("grants", inspection::grants);
    states.put("faults", inspection::faults);
  }

  /**
   * Writes until the client is gone.
   *
   * @throws IOException when the client is gone
   * @throws InterruptedException when the endpoint closes
   */
  void run(Duration interval) throws IOException, InterruptedException {
    Duration quiet = Duration.ZERO;
    while (true) {
      if (write()) {
        quiet = Duration.ZERO;
      } else if (quiet.compareTo(HEARTBEAT) >= 0) {
        out.write(": nothing changed\n\n".getBytes(UTF_8));
        quiet = Duration.ZERO;
      }
      out.flush();
      Thread.sleep(interval.toMillis());
      quiet = quiet.plus(interval);
    }
  }

  /** Writes what changed since it was called last, and says whether anything did. */
  boolean write() throws IOException {
    // Before the snapshots: what changes meanwhile has a higher number, and comes next time.
    long now = inspection.lastChange();
    boolean changed = false;
    for (Map.Entry<String, Supplier<Object>> state : states.entrySet()) {
      String line = SnapshotJson.line(state.getValue().get());
      if (!line.equals(written.put(state.getKey(), line))) {
        event(state.getKey(), now, line);
        changed = true;
      }
    }
    if (now > last) {
      items("records", now, inspection.records(last, item -> true, MOST_ITEMS));
      items("invocations", now, inspection.invocations(last, item -> true, MOST_ITEMS));
      items("logs", now, inspection.logs(last, item -> true, MOST_ITEMS));
      items("failures", now, inspection.failures(last, item -> true, MOST_ITEMS));
    }
    last = now;
    return changed;
  }

  private void items(String name, long now, List<?> items) throws IOException {
    if (!items.isEmpty()) {
      event(name, now, SnapshotJson.line(items));
    }
  }

  private void event(String name, long id, String line) throws IOException {
    out.write("event: %s\nid: %d\ndata: %s\n\n".formatted(name, id, line).getBytes(UTF_8));
  }
}
