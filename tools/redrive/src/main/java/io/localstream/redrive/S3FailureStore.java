package io.localstream.redrive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects in a bucket. Needs {@code s3:ListBucket}, {@code GetObject} and {@code PutObject}.
 */
final class S3FailureStore implements FailureStore {
  private static final int FORBIDDEN = 403;

  private final S3Client s3;
  private final String bucket;
  private final Map<String, Boolean> owners = new HashMap<>();
  private Optional<String> region = Optional.empty();

  S3FailureStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public List<String> keys() {
    return call(
        "bucket " + bucket + " cannot be listed",
        () ->
            s3
                .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(FailureKey.PREFIX))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList());
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html">HeadBucket</a>
   */
  @Override
  public Optional<String> region() {
    if (region.isEmpty()) {
      String problem = "the region of bucket " + bucket + " cannot be determined";
      String found = call(problem, () -> s3.headBucket(r -> r.bucket(bucket)).bucketRegion());
      if (found == null) {
        throw new StoreException(
            problem + ": S3's response has no x-amz-bucket-region header", null);
      }
      region = Optional.of(found);
    }
    return region;
  }

  /**
   * {@inheritDoc}
   *
   * <p>S3 rejects a request with another account as the expected bucket owner.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html">
   *     Verifying bucket ownership with bucket owner condition</a>
   */
  @Override
  public boolean isOwnedBy(String account) {
    return owners.computeIfAbsent(
        account,
        owner ->
            call(
                "the owner of bucket " + bucket + " cannot be determined",
                () -> acceptsOwner(owner)));
  }

  private boolean acceptsOwner(String account) {
    try {
      s3.headBucket(r -> r.bucket(bucket).expectedBucketOwner(account));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public byte[] read(String key) {
    return call(
        "cannot be read",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArrayUnsafe());
  }

  @Override
  public void write(String key, String text) {
    call(
        "cannot be written",
        () -> s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text)));
  }

  private static <T> T call(String problem, Supplier<T> operation) {
    try {
      return operation.get();
    } catch (SdkException e) {
      throw new StoreException(problem + ": " + e.getMessage(), e);
    }
  }
}
