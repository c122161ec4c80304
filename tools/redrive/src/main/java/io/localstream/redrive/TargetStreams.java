package io.localstream.redrive;

import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The streams that records are sent to: the stream of each object, or one stream for all. Requests
 * use the stream's ARN, which contains the account and region, so that records never go to another
 * stream with the same name.
 *
 * <p>A failure object contains the ARN of its stream, so anyone who can write to the bucket could
 * choose any stream that the caller can write to. Records are therefore sent to a stream in another
 * region than the bucket only if {@code --stream} has its ARN, and to a stream in another account
 * only if there is a {@code --stream}.
 */
final class TargetStreams implements AutoCloseable {
  /** A request of 10 MiB takes long on a slow connection. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

  private final String override;
  private final FailureStore store;
  private final Timing timing;
  private final Map<String, KinesisClient> clients = new HashMap<>();

  /**
   * Creates the streams.
   *
   * @param override the name or ARN of the stream that all records go to, or null
   * @param store the failure store
   * @param timing the clock, backoff and sleeper
   */
  TargetStreams(String override, FailureStore store, Timing timing) {
    this.override = override;
    this.store = store;
    this.timing = timing;
  }

  /**
   * Returns the name or ARN of the stream to which the records of an object are sent.
   *
   * @throws IllegalArgumentException if the object's stream is in another region than the bucket
   *     and {@code --stream} is not an ARN, or in another account and there is no {@code --stream}.
   *     A name in {@code --stream} is a stream in the caller's account and the region of the
   *     object's stream
   * @throws StoreException when the region or the owner of the store cannot be determined
   */
  String target(FailureObject object) {
    if (isArn(override)) {
      return override;
    }
    Arn source = object.stream();
    String region = regionOf(source);
    Optional<String> home = store.region();
    if (home.isPresent() && !home.get().equals(region)) {
      throw elsewhere(source, "is not in the bucket's region " + home.get());
    }
    if (override != null) {
      return override;
    }
    if (source.accountId().filter(store::isOwnedBy).isEmpty()) {
      throw elsewhere(source, "is not in the account that owns the bucket");
    }
    return source.toString();
  }

  /** Returns a sender to the stream that {@link #target} returns. */
  RecordSender senderFor(FailureObject object, String target) {
    String region = regionOf(isArn(target) ? Arn.fromString(target) : object.stream());
    KinesisClient client =
        clients.computeIfAbsent(
            region, name -> KinesisClients.create(Region.of(name), null, LONGEST_REQUEST));
    return new RecordSender(client, target, RecordSender.LARGE_RECORD_BYTES, timing);
  }

  private static boolean isArn(String stream) {
    return stream != null && stream.startsWith("arn:");
  }

  private static String regionOf(Arn stream) {
    return stream
        .region()
        .orElseThrow(
            () -> new IllegalArgumentException("the stream's ARN has no region: " + stream));
  }

  private static IllegalArgumentException elsewhere(Arn stream, String problem) {
    return new IllegalArgumentException(
        "its stream %s %s; to send the records there, give the stream's ARN with --stream"
            .formatted(stream, problem));
  }

  @Override
  public void close() {
    clients.values().forEach(KinesisClient::close);
  }
}
