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
 * The streams that records go to: the one they came from, or one for all. A stream is addressed by
 * its ARN, which names its account and region: a stream of the same name elsewhere is never taken
 * for it.
 *
 * <p>A failure object names its stream itself, so whoever can write to the bucket could send
 * records to any stream that the caller may write to. A stream in another account or region than
 * the bucket is therefore used only where {@code --stream} has its ARN.
 */
final class Streams implements AutoCloseable {
  /** A request of 10 MiB takes its time where the line is slow. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

  private final String override;
  private final FailureStore store;
  private final Timing timing;
  private final Map<String, KinesisClient> clients = new HashMap<>();

  /**
   * Makes them.
   *
   * @param override the name or ARN of the stream that all records go to, or null
   * @param store where the objects are
   * @param timing how to wait
   */
  Streams(String override, FailureStore store, Timing timing) {
    this.override = override;
    this.store = store;
    this.timing = timing;
  }

  /**
   * The name or ARN of the stream that an object's records go to.
   *
   * @throws IllegalArgumentException when the object's stream is in another account or region than
   *     the object, and {@code --stream} does not have an ARN. A name there is a stream of the
   *     caller's account, in the region of the object's stream.
   * @throws StoreException when the region or the owner of the store can't be found
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

  /** A sender to the stream that {@link #target} tells. */
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
        .orElseThrow(() -> new IllegalArgumentException("no region in the stream's ARN " + stream));
  }

  private static IllegalArgumentException elsewhere(Arn stream, String problem) {
    return new IllegalArgumentException(
        "its stream %s %s; to send records there, give the stream's ARN with --stream"
            .formatted(stream, problem));
  }

  @Override
  public void close() {
    clients.values().forEach(KinesisClient::close);
  }
}
