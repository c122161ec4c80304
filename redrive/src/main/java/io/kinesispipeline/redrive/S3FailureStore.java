package io.kinesispipeline.redrive;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects in a bucket. Needs {@code s3:ListBucket}, {@code GetObject} and {@code PutObject}.
 */
final class S3FailureStore implements FailureStore {
  private final S3Client s3;
  private final String bucket;

  S3FailureStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public List<String> keys() {
    return call(
        "bucket " + bucket + " can't be listed",
        () ->
            s3
                .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(FailureKey.PREFIX))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList());
  }

  @Override
  public byte[] read(String key) {
    return call(
        "can't be read",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArrayUnsafe());
  }

  @Override
  public void write(String key, String text) {
    call(
        "can't be written",
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
