package io.localstream.engine.assembly;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the user's KMS keys: whoever uses what they encrypt needs permission on the key too. AWS's
 * own keys, {@code alias/aws/…}, need none.
 */
final class EncryptionTranslator {
  private static final Pattern KEY_ARN = Pattern.compile("arn:[\\w-]+:kms:[\\w-]+:\\d{12}:key/.+");
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f-]{36}|mrk-[0-9a-f]{32}");

  private static final String DEFAULT_KEY =
      "/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID";

  private EncryptionTranslator() {}

  /** The ARN of each key, by the ARN of what it encrypts. */
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
        "the KMS key must be given by its ARN or its id, or be AWS's own, was %s".formatted(key));
  }
}
