package io.localstream.deploytest;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table of orders, with an index by customer. Each method calls another operation. */
record OrdersTable(DynamoDbClient client) {
  private static final String NAME = "orders";
  private static final String INDEX = "by-customer";

  static void create(DynamoDbClient client) {
    GlobalSecondaryIndex index =
        GlobalSecondaryIndex.builder()
            .indexName(INDEX)
            .keySchema(hashKey("customer"))
            .projection(projection -> projection.projectionType(ProjectionType.ALL))
            .build();
    client.createTable(
        table ->
            table
                .tableName(NAME)
                .attributeDefinitions(text("id"), text("customer"))
                .keySchema(hashKey("id"))
                .globalSecondaryIndexes(index)
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  void put(String id, String customer) {
    client.putItem(put -> put.tableName(NAME).item(item(id, customer)));
  }

  void setAmount(String id, int amount) {
    client.updateItem(
        update ->
            update
                .tableName(NAME)
                .key(key(id))
                .updateExpression("SET amount = :a")
                .expressionAttributeValues(
                    Map.of(":a", AttributeValue.fromN(Integer.toString(amount)))));
  }

  void putBatch(String customer, String... ids) {
    List<WriteRequest> puts =
        Stream.of(ids)
            .map(id -> WriteRequest.builder().putRequest(p -> p.item(item(id, customer))).build())
            .toList();
    client.batchWriteItem(batch -> batch.requestItems(Map.of(NAME, puts)));
  }

  /** Puts an order in a transaction, if another one exists. */
  void putIfExists(String existing, String id, String customer) {
    TransactWriteItem check =
        TransactWriteItem.builder()
            .conditionCheck(
                c ->
                    c.tableName(NAME)
                        .key(key(existing))
                        .conditionExpression("attribute_exists(id)"))
            .build();
    TransactWriteItem put =
        TransactWriteItem.builder().put(p -> p.tableName(NAME).item(item(id, customer))).build();
    client.transactWriteItems(transaction -> transaction.transactItems(List.of(check, put)));
  }

  Map<String, AttributeValue> get(String id) {
    return client.getItem(get -> get.tableName(NAME).key(key(id))).item();
  }

  List<Map<String, AttributeValue>> getBatch(String... ids) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder().keys(Stream.of(ids).map(OrdersTable::key).toList()).build();
    return client.batchGetItem(get -> get.requestItems(Map.of(NAME, keys))).responses().get(NAME);
  }

  Map<String, AttributeValue> getInTransaction(String id) {
    TransactGetItem item =
        TransactGetItem.builder().get(get -> get.tableName(NAME).key(key(id))).build();
    return client.transactGetItems(get -> get.transactItems(item)).responses().get(0).item();
  }

  /** Queries the index. */
  List<String> idsOf(String customer) {
    return ids(
        client
            .queryPaginator(
                query ->
                    query
                        .tableName(NAME)
                        .indexName(INDEX)
                        .keyConditionExpression("customer = :c")
                        .expressionAttributeValues(Map.of(":c", AttributeValue.fromS(customer))))
            .items()
            .stream());
  }

  List<String> scanInPages(int size) {
    return ids(client.scanPaginator(scan -> scan.tableName(NAME).limit(size)).items().stream());
  }

  private static List<String> ids(Stream<Map<String, AttributeValue>> items) {
    return items.map(item -> item.get("id").s()).toList();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private static Map<String, AttributeValue> item(String id, String customer) {
    return Map.of("id", AttributeValue.fromS(id), "customer", AttributeValue.fromS(customer));
  }

  private static KeySchemaElement hashKey(String attribute) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(KeyType.HASH).build();
  }

  private static AttributeDefinition text(String attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
