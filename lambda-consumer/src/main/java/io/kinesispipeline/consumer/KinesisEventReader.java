package io.kinesispipeline.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">event</a> that
 * an event source mapping invokes a function with.
 */
final class KinesisEventReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private String eventId;
  private String sequenceNumber;
  private String partitionKey;
  private Instant arrival;
  private byte[] data;

  private KinesisEventReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a batch.
   *
   * @param input the event, in JSON
   * @return its records, in order
   * @throws IllegalArgumentException when it is no Kinesis event; the message says what is missing
   */
  static List<StreamRecord> read(InputStream input) throws IOException {
    try (JsonParser json = JSON.createParser(input)) {
      return new KinesisEventReader(json).readEvent();
    } catch (JsonProcessingException e) {
      throw notKinesis(at(e));
    }
  }

  /** Not in the parser's words, which quote the input. */
  private static String at(JsonProcessingException e) {
    JsonLocation where = e.getLocation();
    return "invalid JSON or a value of another type"
        + (where == null
            ? ""
            : " at line " + where.getLineNr() + ", column " + where.getColumnNr());
  }

  private List<StreamRecord> readEvent() throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "the event");
    List<StreamRecord> records = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean isRecords = json.currentName().equals("Records");
      JsonToken value = json.nextToken();
      if (isRecords) {
        expect(value, JsonToken.START_ARRAY, "'Records'");
        records = readRecords();
      } else {
        json.skipChildren();
      }
    }
    return required(records, "Records");
  }

  private List<StreamRecord> readRecords() throws IOException {
    List<StreamRecord> records = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_OBJECT, "a record");
      records.add(readRecord());
    }
    return records;
  }

  private StreamRecord readRecord() throws IOException {
    eventId = sequenceNumber = partitionKey = null;
    arrival = null;
    data = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "eventID" -> eventId = json.getValueAsString();
        case "kinesis" -> {
          expect(value, JsonToken.START_OBJECT, "'kinesis'");
          readKinesis();
        }
        default -> json.skipChildren();
      }
    }
    return new StreamRecord(
        withShard(required(eventId, "eventID")),
        required(sequenceNumber, "sequenceNumber"),
        required(partitionKey, "partitionKey"),
        required(arrival, "approximateArrivalTimestamp"),
        required(data, "data"));
  }

  private void readKinesis() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "sequenceNumber" -> sequenceNumber = json.getValueAsString();
        case "partitionKey" -> partitionKey = json.getValueAsString();
        case "approximateArrivalTimestamp" -> arrival = seconds(json.getDecimalValue());
        case "data" -> data = json.getBinaryValue();
        default -> json.skipChildren();
      }
    }
  }

  private static Instant seconds(BigDecimal sinceEpoch) {
    return Instant.ofEpochMilli(sinceEpoch.movePointRight(3).longValue());
  }

  private static String withShard(String eventId) {
    if (eventId.indexOf(':') < 0) {
      throw notKinesis("'eventID' must be shard:sequence number, and has no colon");
    }
    return eventId;
  }

  private static <T> T required(T value, String field) {
    if (value == null) {
      throw notKinesis("'" + field + "' is missing");
    }
    return value;
  }

  private static void expect(JsonToken found, JsonToken expected, String what) {
    if (found != expected) {
      throw notKinesis("%s must begin with %s".formatted(what, expected.asString()));
    }
  }

  private static IllegalArgumentException notKinesis(String problem) {
    return new IllegalArgumentException(
        "the invocation's input is not a Kinesis event: " + problem);
  }
}
