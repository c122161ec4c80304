package io.localstream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureObjectTest {
  private static final FailureFile FILE =
      new FailureFile("shardId-000000000001", "2025-06-02T12:02:44", 100, "a1", "not an event");

  @Test
  void shouldReadTheSameRecords_whenThePayloadIsAnObject() {
    assertThat(FILE.jsonWithAnObject()).contains("\"payload\":{\"Records\":[");
    assertThat(parse(FILE.jsonWithAnObject())).isEqualTo(parse(FILE.json()));
  }

  @Test
  void shouldReadTheRecordsWithTheirKeys() {
    FailureObject object = parse(FILE.json());
    assertThat(object.stream().toString()).isEqualTo(FailureFile.STREAM);
    assertThat(object.records())
        .extracting(record -> record.data().asUtf8String())
        .containsExactly("a1", "not an event");
    assertThat(object.records())
        .extracting(record -> record.partitionKey())
        .containsExactly("key-of-a", "key-of-n");
  }

  @ParameterizedTest(name = "[{index}] {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"payload\" | \"other\" | 'payload' is missing",
        "\"payload\":\" | \"payload\":7,\"other\":\" | 'payload' is neither a string nor an object",
        "\"streamArn\" | \"other\" | 'streamArn' is missing",
        "KinesisBatchInfo | DDBStreamBatchInfo | 'streamArn' is missing",
        "arn:aws:kinesis | kinesis | Malformed ARN",
        "\"startSequenceNumber\":\"100\" | \"startSequenceNumber\":100 | 'startSequenceNumber' is"
            + " not a string",
        "Records | Other | 'payload' has no records",
        "\\\"data\\\" | \\\"other\\\" | 'data' is missing",
        "\\\"partitionKey\\\" | \\\"other\\\" | 'partitionKey' is missing",
        "{\\\"Records | [\\\"Records | Unexpected",
      })
  void shouldSayWhatIsWrong_whenNotFailureObject(String found, String replacement, String problem) {
    String json = FILE.json().replace(found, replacement);
    assertThat(json).isNotEqualTo(FILE.json());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(json))
        .withMessageStartingWith("not a failure object: ")
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"``", "[]", "null", "5", "{", "<html>"})
  void shouldSayThatItIsNotFailureObject_whenContentIsDifferent(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(json))
        .withMessageStartingWith("not a failure object: ");
  }

  private static FailureObject parse(String json) {
    return FailureObject.parse(FailureKey.parse(FILE.key()).orElseThrow(), json.getBytes(UTF_8));
  }
}
