package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Derives the permissions that an S3 request needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
 *     permissions for S3 API operations</a>
 */
final class S3Permissions {
  /** Query parameters that do not determine the operation. */
  private static final Set<String> OPTIONS =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "continuation-token",
          "start-after",
          "max-keys",
          "marker",
          "key-marker",
          "version-id-marker",
          "upload-id-marker",
          "max-uploads",
          "max-buckets",
          "bucket-region",
          "encoding-type",
          "fetch-owner",
          "partNumber",
          "part-number-marker",
          "max-parts",
          "x-id");

  private static final Map<String, String> BUCKET_ACTIONS =
      Map.of(
          "GET", "ListBucket",
          "HEAD", "ListBucket",
          "GET location", "GetBucketLocation",
          "GET versioning", "GetBucketVersioning",
          "GET versions", "ListBucketVersions",
          "GET uploads", "ListBucketMultipartUploads",
          "PUT", "CreateBucket",
          "DELETE", "DeleteBucket");

  private static final Map<String, List<String>> OBJECT_ACTIONS =
      Map.ofEntries(
          Map.entry("GET", List.of("GetObject")),
          Map.entry("HEAD", List.of("GetObject")),
          Map.entry("GET versionId", List.of("GetObjectVersion")),
          Map.entry("HEAD versionId", List.of("GetObjectVersion")),
          Map.entry("GET attributes", List.of("GetObject", "GetObjectAttributes")),
          Map.entry(
              "GET attributes versionId",
              List.of("GetObjectVersion", "GetObjectVersionAttributes")),
          Map.entry("GET tagging", List.of("GetObjectTagging")),
          Map.entry("GET tagging versionId", List.of("GetObjectVersionTagging")),
          Map.entry("GET uploadId", List.of("ListMultipartUploadParts")),
          Map.entry("PUT", List.of("PutObject")),
          Map.entry("PUT uploadId", List.of("PutObject")),
          Map.entry("POST uploads", List.of("PutObject")),
          Map.entry("POST uploadId", List.of("PutObject")),
          Map.entry("PUT tagging", List.of("PutObjectTagging")),
          Map.entry("PUT tagging versionId", List.of("PutObjectVersionTagging")),
          Map.entry("DELETE", List.of("DeleteObject")),
          Map.entry("DELETE versionId", List.of("DeleteObjectVersion")),
          Map.entry("DELETE tagging", List.of("DeleteObjectTagging")),
          Map.entry("DELETE tagging versionId", List.of("DeleteObjectVersionTagging")),
          Map.entry("DELETE uploadId", List.of("AbortMultipartUpload")));

  /** The permissions that headers need besides the permission of the operation. */
  private static final Map<String, String> HEADER_ACTIONS =
      Map.of(
          "x-amz-tagging", "PutObjectTagging",
          "x-amz-acl", "PutObjectAcl",
          "x-amz-object-lock-mode", "PutObjectRetention",
          "x-amz-object-lock-legal-hold", "PutObjectLegalHold",
          "x-amz-bypass-governance-retention", "BypassGovernanceRetention");

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
      return List.of(permission("ListAllMyBuckets", "*"));
    }
    if (operation.equals("POST delete")) {
      return deletions(call, bucket, body);
    }
    return key.isEmpty()
        ? List.of(permission(known(BUCKET_ACTIONS.get(operation), operation), bucket))
        : ofObject(call, operation, bucket + "/" + key);
  }

  private static List<RequiredPermission> deletions(ServiceCall call, String bucket, byte[] body) {
    List<RequiredPermission> permissions = new ArrayList<>();
    for (ObjectVersion object : ObjectVersion.deletedBy(body)) {
      String arn = bucket + "/" + object.key();
      permissions.add(
          permission(object.versionId().isPresent() ? "DeleteObjectVersion" : "DeleteObject", arn));
      permissions.addAll(ofHeaders(call, arn));
    }
    return permissions;
  }

  private static List<RequiredPermission> ofObject(
      ServiceCall call, String operation, String object) {
    List<RequiredPermission> permissions = new ArrayList<>();
    for (String action : known(OBJECT_ACTIONS.get(operation), operation)) {
      permissions.add(permission(action, object));
    }
    permissions.addAll(ofHeaders(call, object));
    String source = call.header("x-amz-copy-source");
    if (!source.isEmpty()) {
      permissions.add(ofSource(source));
    }
    return permissions;
  }

  private static List<RequiredPermission> ofHeaders(ServiceCall call, String object) {
    return HEADER_ACTIONS.keySet().stream()
        .filter(header -> !call.header(header).isEmpty())
        .sorted()
        .map(header -> permission(HEADER_ACTIONS.get(header), object))
        .toList();
  }

  /** The question mark before the version is the only one that is not encoded. */
  private static RequiredPermission ofSource(String source) {
    String[] pathAndVersion = source.split("\\?versionId=", 2);
    String path = decoded(pathAndVersion[0]).replaceFirst("^/", "");
    return permission(
        pathAndVersion.length == 2 ? "GetObjectVersion" : "GetObject", "arn:aws:s3:::" + path);
  }

  private static String subresource(ServiceCall call) {
    List<String> names =
        call.query().keySet().stream()
            .filter(name -> !OPTIONS.contains(name))
            .filter(name -> !name.toLowerCase(Locale.ROOT).matches("(x-amz|response)-.*"))
            .sorted()
            .toList();
    return names.isEmpty() ? "" : " " + String.join(" ", names);
  }

  private static <T> T known(T actions, String operation) {
    if (actions == null) {
      throw new AwsError(
          501,
          "NotImplemented",
          "the local run does not check the permissions of S3's " + operation);
    }
    return actions;
  }

  private static RequiredPermission permission(String action, String resource) {
    return new RequiredPermission("s3:" + action, resource);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
