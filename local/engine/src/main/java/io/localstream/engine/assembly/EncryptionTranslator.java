package io.localstream.engine.assembly;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds customer managed KMS keys. A caller needs permission on such a key to use the resource that
 * it encrypts. AWS managed keys, {@code alias/aws/…}, need no permission.
 */
final class EncryptionTranslator {
  private static final Pattern KEY_ARN = Pattern.compile("arn:[\\w-]+:kms:[\\w-]+:\\d{12}:key/.+");
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f-]{36}|mrk-[0-9a-f]{32}");

  private static final String DEFAULT_KEY =
      "/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID";

  private EncryptionTranslator() {}

  /** Returns the ARN of each key by the ARN of the encrypted resource. */
  static Map<String, String> keys(List<Resource> resources) {
    Map<String, String> keys = new HashMap<>();
    for (Resource resource : resources) {
      key(resource)
          .filter(key -> !key.matches("(.*:)?alias/aws/.*"))
          .ifPresent(key -> keys.put(PhysicalId.of(resource).arn(), arn(resource, key)));
    }
    return keys;
  }

  private static Optional<String> key(Resource resource) {
    return switch (resource.type()) {
      case "AWS::Kinesis::Stream" -> resource.text("StreamEncryption", "/KeyId");
      case "AWS::SQS::Queue", "AWS::SNS::Topic" -> resource.text("KmsMasterKeyId");
      case "AWS::Lambda::Function" -> resource.text("KmsKeyArn");
      case "AWS::S3::Bucket" -> resource.text("BucketEncryption", DEFAULT_KEY);
      default -> Optional.empty();
    };
  }

  private static String arn(Resource resource, String key) {
    if (KEY_ARN.matcher(key).matches()) {
      return key;
    }
    if (KEY_ID.matcher(key).matches()) {
      return resource.environment().arn("kms", "key/" + key);
    }
    throw resource.error(
        "the KMS key must be a key ARN, a key ID or an alias of AWS (alias/aws/…), was %s"
            .formatted(key));
  }
}
