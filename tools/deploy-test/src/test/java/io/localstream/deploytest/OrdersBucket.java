package io.localstream.deploytest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of orders. */
record OrdersBucket(S3Client client) {
  static final String NAME = "orders";

  void put(String key, String content) {
    client.putObject(put -> put.bucket(NAME).key(key), RequestBody.fromString(content));
  }

  /** Puts an object with a multipart upload. Each part but the last has at least 5 MiB. */
  void putInParts(String key, byte[]... parts) {
    String id = client.createMultipartUpload(c -> c.bucket(NAME).key(key)).uploadId();
    List<CompletedPart> completed = new ArrayList<>();
    for (byte[] part : parts) {
      int number = completed.size() + 1;
      String tag =
          client
              .uploadPart(
                  u -> u.bucket(NAME).key(key).uploadId(id).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      completed.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    client.completeMultipartUpload(
        c -> c.bucket(NAME).key(key).uploadId(id).multipartUpload(m -> m.parts(completed)));
  }

  void copy(String from, String to) {
    client.copyObject(
        copy -> copy.sourceBucket(NAME).sourceKey(from).destinationBucket(NAME).destinationKey(to));
  }

  List<String> listInPages(String prefix, int size) {
    return client
        .listObjectsV2Paginator(list -> list.bucket(NAME).prefix(prefix).maxKeys(size))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  long size(String key) {
    return client.headObject(head -> head.bucket(NAME).key(key)).contentLength();
  }

  /** Deletes objects in one request. */
  void delete(String... keys) {
    List<ObjectIdentifier> objects =
        Stream.of(keys).map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    client.deleteObjects(delete -> delete.bucket(NAME).delete(d -> d.objects(objects)));
  }
}
