package io.localstream.engine.destination;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.iam.AccessControl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps failures of functions in folders that stand for buckets, queues and topics.
 *
 * <p>Below one folder, an S3 object is the file {@code <bucket>/<key>}; a message is a file {@code
 * sqs/<queue>/<message id>.json} or {@code sns/<topic>/<message id>.json}, in the JSON form that
 * SQS and SNS deliver. A file is written as a whole or not at all. Thread-safe.
 */
public final class FailureDestinations {
  /** The suffix of the file that marks a failure as sent, as {@code npm run redrive} writes it. */
  private static final String MARKER = ".redriven";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DESTINATION =
      Pattern.compile(
          "arn:[a-z-]+:(?:(s3):::([A-Za-z0-9][A-Za-z0-9._-]*)"
              + "|(sqs|sns):[a-z0-9-]+:\\d{12}:([A-Za-z0-9_-]+(?:\\.fifo)?))");

  private final Path folder;
  private final Clock clock;
  private final AccessControl access;
  private final Metrics metrics;

  /**
   * Stores failures in a folder.
   *
   * @param folder the folder; it is created for the first failure
   * @param clock sets the time at which a message was sent
   * @param access authorizes deliveries by the function's role
   * @param metrics receive the number of messages in each queue
   */
  public FailureDestinations(Path folder, Clock clock, AccessControl access, Metrics metrics) {
    this.folder = folder;
    this.clock = clock;
    this.access = access;
    this.metrics = metrics;
  }

  /** The type of a destination. */
  public enum DestinationType {
    S3,
    SQS,
    SNS
  }

  /**
   * Returns the type of a destination.
   *
   * @param destinationArn the ARN of the destination
   * @return the type
   * @throws IllegalArgumentException if it is not the ARN of a bucket, a queue or a topic
   */
  public static DestinationType kind(String destinationArn) {
    return Destination.parse(destinationArn).kind();
  }

  /**
   * Puts an object into a bucket.
   *
   * @param function the function that failed, whose role must allow the delivery
   * @param bucketArn the bucket
   * @param key the object's key, which must be a relative path without {@code .} and {@code ..}
   * @param content the object
   * @return the file that has it
   * @throws IOException if the role does not allow it, or if it cannot be written; no file is left
   */
  public Path put(Function function, String bucketArn, String key, byte[] content)
      throws IOException {
    Path bucket = folder.resolve(Destination.parse(bucketArn).name());
    Path file = bucket.resolve(key);
    if (!file.normalize().equals(file) || !file.startsWith(bucket) || file.equals(bucket)) {
      throw new IllegalArgumentException(
          "The object key must be a relative path without . and .., was " + key);
    }
    authorize(function, bucketArn, key);
    return write(file, content);
  }

  /**
   * Sends a message to a queue or a topic.
   *
   * @param function the function that failed, whose role must allow the delivery
   * @param destinationArn the queue or the topic
   * @param body the message
   * @return the file that has it
   * @throws IOException if the role does not allow it, or if it cannot be written; no file is left
   * @throws IllegalArgumentException if the destination is neither
   */
  public Path send(Function function, String destinationArn, String body) throws IOException {
    Destination destination = Destination.parse(destinationArn);
    String id = UUID.randomUUID().toString();
    ObjectNode message =
        switch (destination.kind()) {
          case SQS -> queued(id, body);
          case SNS -> published(id, destinationArn, body);
          case S3 ->
              throw new IllegalArgumentException(
                  "A bucket accepts objects, not messages: " + destinationArn);
        };
    authorize(function, destinationArn, "");
    Path messages =
        folder
            .resolve(destination.kind().name().toLowerCase(Locale.ROOT))
            .resolve(destination.name());
    Path file = write(messages.resolve(id + ".json"), JSON.writeValueAsBytes(message));
    if (destination.kind() == DestinationType.SQS) {
      measure(destination.name(), messages);
    }
    return file;
  }

  /**
   * Returns whether a failure is marked as sent again.
   *
   * @param file the file that {@link #put} or {@link #send} returned
   */
  public boolean isRedriven(Path file) {
    return Files.exists(marker(file));
  }

  /**
   * Marks a failure as sent again, so that {@code npm run redrive} skips it. Then its message is no
   * longer visible in its queue.
   *
   * @param file the file that {@link #put} or {@link #send} returned
   * @param records the number of records or events that were sent
   * @throws IOException if the failure cannot be marked
   */
  public void markRedriven(Path file, int records) throws IOException {
    Files.writeString(marker(file), "%d sent again at %s%n".formatted(records, clock.instant()));
    Path messages = file.getParent();
    if (messages.getParent().equals(folder.resolve("sqs"))) {
      measure(messages.getFileName().toString(), messages);
    }
  }

  private static Path marker(Path file) {
    return file.resolveSibling(file.getFileName() + MARKER);
  }

  /**
   * Records the number of messages. No consumer receives messages here, so that all of them are
   * visible until they are sent again.
   */
  private synchronized void measure(String queue, Path messages) throws IOException {
    try (Stream<Path> files = Files.list(messages)) {
      long visible =
          files
              .filter(file -> !file.toString().endsWith(MARKER))
              .filter(file -> !isRedriven(file))
              .count();
      metrics
          .of("AWS/SQS", "QueueName", queue)
          .count("ApproximateNumberOfMessagesVisible", visible);
    }
  }

  private void authorize(Function function, String destinationArn, String object)
      throws IOException {
    Optional<String> denial = access.deliveryDenial(function, destinationArn, object);
    if (denial.isPresent()) {
      throw new IOException(denial.get());
    }
  }

  /**
   * Returns a message as a consumer of the queue receives it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html">Message</a>
   */
  private ObjectNode queued(String id, String body) {
    ObjectNode message =
        JSON.createObjectNode().put("MessageId", id).put("MD5OfBody", md5(body)).put("Body", body);
    message.putObject("Attributes").put("SentTimestamp", Long.toString(clock.millis()));
    return message;
  }

  /**
   * Returns a message as a subscriber of the topic receives it, without its signature.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Amazon
   *     SNS message and JSON formats</a>
   */
  private ObjectNode published(String id, String topicArn, String body) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return JSON.createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", id)
        .put("TopicArn", topicArn)
        .put("Message", body)
        .put("Timestamp", now.toString());
  }

  private static String md5(String body) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  private Path write(Path file, byte[] content) throws IOException {
    Path incoming = Files.createDirectories(folder.resolve(".incoming"));
    Files.createDirectories(file.getParent());
    Path temporary = Files.createTempFile(incoming, null, null);
    try {
      Files.write(temporary, content);
      return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private record Destination(DestinationType kind, String name) {
    static Destination parse(String arn) {
      Matcher matcher = DESTINATION.matcher(arn);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "An on-failure destination must be the ARN of an S3 bucket, an SQS queue or an SNS"
                + " topic, was "
                + arn);
      }
      if (matcher.group(1) != null) {
        return new Destination(DestinationType.S3, matcher.group(2));
      }
      DestinationType kind =
          matcher.group(3).equals("sqs") ? DestinationType.SQS : DestinationType.SNS;
      return new Destination(kind, matcher.group(4));
    }
  }
}
