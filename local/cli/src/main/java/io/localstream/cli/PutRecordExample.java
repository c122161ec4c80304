package io.localstream.cli;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.records.RecordListener;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Prints a command that puts a record on a stream. It uses the data of the first accepted record,
 * as an example that the functions can process.
 */
final class PutRecordExample implements RecordListener {
  private static final int LONGEST = 300;

  private final RecordListener next;
  private final Console console;
  private final Deployment deployment;
  private Optional<URI> endpoint = Optional.empty();
  private Optional<Event> event = Optional.empty();
  private boolean shown;

  private record Event(String streamName, Optional<String> data) {}

  /**
   * @param next receives the records too
   */
  PutRecordExample(RecordListener next, Console console, Deployment deployment) {
    this.next = next;
    this.console = console;
    this.deployment = deployment;
  }

  /**
   * Prints the example after the first record, or immediately and without data if no schedule
   * fires.
   */
  synchronized void begin(URI uri, boolean schedules) {
    endpoint = Optional.of(uri);
    if (!schedules || deployment.schedules().stream().noneMatch(Schedule::enabled)) {
      deployment.streams().stream()
          .findFirst()
          .ifPresent(stream -> event = Optional.of(new Event(stream.name(), Optional.empty())));
    }
    show();
  }

  @Override
  public void accepted(RecordId record, byte[] data) {
    next.accepted(record, data);
    keep(record, data);
  }

  private synchronized void keep(RecordId record, byte[] data) {
    if (event.isEmpty()) {
      event = Optional.of(new Event(record.streamName(), text(data)));
    }
    show();
  }

  private void show() {
    if (!shown && endpoint.isPresent() && event.isPresent()) {
      shown = true;
      Optional<String> data = event.get().data();
      String input = data.map(PutRecordExample::printed).orElse("");
      String file = data.isPresent() ? "/dev/stdin" : "<file>";
      console.println(
          "%nTo put an event on the stream:%n  %s%s%n"
              .formatted(input, putRecord(endpoint.get(), event.get().streamName(), file)));
    }
  }

  private static String printed(String data) {
    return "printf %s '" + data.replace("'", "'\\''") + "' | ";
  }

  private String putRecord(URI uri, String streamName, String file) {
    return "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws kinesis put-record"
        + " --endpoint-url %s --region %s --stream-name %s --partition-key mine --data fileb://%s"
            .formatted(uri, deployment.region(), streamName, file);
  }

  /** Returns the data if it is short, printable text. */
  private static Optional<String> text(byte[] data) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
      boolean plain = text.codePoints().noneMatch(Character::isISOControl);
      return Optional.of(text).filter(t -> plain && !t.isEmpty() && t.length() <= LONGEST);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
