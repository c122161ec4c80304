package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Derives the permissions that an S3 request needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
 *     permissions for S3 API operations</a>
 */
final class S3Permissions {
  /** Query parameters that do not change which operation a request is. */
  private static final Set<String> OPTIONS =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "continuation-token",
          "start-after",
          "max-keys",
          "marker",
          "encoding-type",
          "fetch-owner",
          "partNumber",
          "part-number-marker",
          "max-parts",
          "x-id");

  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private S3Permissions() {}

  static boolean deletesSeveral(ServiceCall call) {
    return call.method().equals("POST") && call.query().containsKey("delete");
  }

  static List<RequiredPermission> of(ServiceCall call, byte[] body) {
    String[] parts = call.path().substring(1).split("/", 2);
    String bucket = "arn:aws:s3:::" + parts[0];
    String key = parts.length == 2 ? decoded(parts[1]) : "";
    String operation = call.method() + subresource(call);
    if (parts[0].isEmpty()) {
      return one("ListAllMyBuckets", "*");
    }
    if (operation.equals("POST delete")) {
      return KEY.matcher(new String(body, UTF_8))
          .results()
          .map(match -> new RequiredPermission("s3:DeleteObject", bucket + "/" + match.group(1)))
          .toList();
    }
    return key.isEmpty() ? ofBucket(operation, bucket) : ofObject(call, operation, bucket, key);
  }

  private static List<RequiredPermission> ofBucket(String operation, String bucket) {
    return switch (operation) {
      case "GET", "HEAD" -> one("ListBucket", bucket);
      case "GET location" -> one("GetBucketLocation", bucket);
      case "GET versioning" -> one("GetBucketVersioning", bucket);
      case "GET versions" -> one("ListBucketVersions", bucket);
      case "GET uploads" -> one("ListBucketMultipartUploads", bucket);
      case "PUT" -> one("CreateBucket", bucket);
      case "DELETE" -> one("DeleteBucket", bucket);
      default -> throw unknown(operation);
    };
  }

  private static List<RequiredPermission> ofObject(
      ServiceCall call, String operation, String bucket, String key) {
    String object = bucket + "/" + key;
    return switch (operation) {
      case "GET", "HEAD" -> one("GetObject", object);
      case "GET versionId", "HEAD versionId" -> one("GetObjectVersion", object);
      case "GET tagging" -> one("GetObjectTagging", object);
      case "GET uploadId" -> one("ListMultipartUploadParts", object);
      case "PUT", "PUT uploadId" -> writes(call, object);
      case "PUT tagging" -> one("PutObjectTagging", object);
      case "POST uploads", "POST uploadId" -> one("PutObject", object);
      case "DELETE" -> one("DeleteObject", object);
      case "DELETE versionId" -> one("DeleteObjectVersion", object);
      case "DELETE tagging" -> one("DeleteObjectTagging", object);
      case "DELETE uploadId" -> one("AbortMultipartUpload", object);
      default -> throw unknown(operation);
    };
  }

  private static List<RequiredPermission> writes(ServiceCall call, String object) {
    List<RequiredPermission> permissions = new ArrayList<>(one("PutObject", object));
    String source = decoded(call.header("x-amz-copy-source")).replaceFirst("\\?versionId=.*", "");
    if (!source.isEmpty()) {
      String arn = "arn:aws:s3:::" + source.replaceFirst("^/", "");
      permissions.addAll(one("GetObject", arn));
    }
    return permissions;
  }

  private static String subresource(ServiceCall call) {
    List<String> names =
        call.query().keySet().stream()
            .filter(name -> !OPTIONS.contains(name) && !name.startsWith("X-Amz-"))
            .sorted()
            .toList();
    return names.isEmpty() ? "" : " " + String.join(" ", names);
  }

  private static AwsError unknown(String operation) {
    return new AwsError(
        501,
        "NotImplemented",
        "the local run does not check the permissions of S3's %s".formatted(operation));
  }

  private static List<RequiredPermission> one(String action, String resource) {
    return List.of(new RequiredPermission("s3:" + action, resource));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
