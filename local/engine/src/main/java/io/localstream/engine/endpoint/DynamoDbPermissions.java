package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Derives the permissions that a DynamoDB request needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">IAM
 *     for transactions</a>
 * @param region the region that the request is for
 */
record DynamoDbPermissions(Deployment deployment, String region) {
  private static final List<String> ARNS =
      List.of("ResourceArn", "StreamArn", "TableArn", "BackupArn", "ExportArn", "ImportArn");

  private static final Map<String, String> ACTION_IN_TRANSACTION =
      Map.of(
          "Get", "GetItem",
          "Put", "PutItem",
          "Update", "UpdateItem",
          "Delete", "DeleteItem",
          "ConditionCheck", "ConditionCheckItem");

  List<RequiredPermission> of(String operation, JsonNode content) {
    return switch (operation) {
      case "BatchGetItem", "BatchWriteItem" ->
          content.path("RequestItems").properties().stream()
              .map(table -> permission(operation, arn(table.getKey())))
              .distinct()
              .toList();
      case "TransactGetItems", "TransactWriteItems" ->
          content
              .path("TransactItems")
              .valueStream()
              .flatMap(this::inTransaction)
              .distinct()
              .toList();
      case "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction" ->
          throw unknown(operation, "use the operations without PartiQL");
      case "GetRecords" -> throw unknown(operation, "read the stream of a table on AWS");
      default -> List.of(permission(operation, resource(content)));
    };
  }

  private Stream<RequiredPermission> inTransaction(JsonNode item) {
    return item.properties().stream()
        .map(
            entry -> {
              String action = ACTION_IN_TRANSACTION.getOrDefault(entry.getKey(), entry.getKey());
              return permission(action, resource(entry.getValue()));
            });
  }

  private String resource(JsonNode content) {
    if (content.path("TableName").isTextual()) {
      String table = arn(content.path("TableName").textValue());
      return content.path("IndexName").isTextual()
          ? table + "/index/" + content.path("IndexName").textValue()
          : table;
    }
    return ARNS.stream()
        .map(field -> content.path(field).asText())
        .filter(arn -> !arn.isEmpty())
        .findFirst()
        .orElse("*");
  }

  private static AwsError unknown(String operation, String remedy) {
    return new AwsError(
        400,
        "UnknownOperationException",
        "the local run does not check the permissions of DynamoDB's %s: %s"
            .formatted(operation, remedy));
  }

  private String arn(String table) {
    return table.startsWith("arn:") ? table : deployment.arn("dynamodb", region, "table/" + table);
  }

  private static RequiredPermission permission(String operation, String resource) {
    return new RequiredPermission("dynamodb:" + operation, resource);
  }
}
