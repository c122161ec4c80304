package io.localstream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.localstream.sender.Timing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In these tests, the object's stream is in account 123456789012 and region eu-west-1. */
class TargetStreamsTest {
  private static final FailureFile FILE =
      new FailureFile("shardId-000000000000", "2025-06-02T12:00:00", 100, "a1");
  private static final FailureStore HOME = new ReadOnlyStore("eu-west-1", "123456789012");
  private static final FailureStore OTHER_REGION = new ReadOnlyStore("eu-west-2", "123456789012");
  private static final FailureStore OTHER_ACCOUNT = new ReadOnlyStore("eu-west-1", "210987654321");
  private static final String ARN = "arn:aws:kinesis:us-east-1:999999999999:stream/Other";

  @Test
  void shouldSendToStreamOfObject_whenInBucketsAccountAndRegion() {
    assertThat(target(null, HOME)).isEqualTo(FailureFile.STREAM);
  }

  @Test
  void shouldSendToStreamOfObject_whenObjectIsInFolder() {
    assertThat(target(null, new FolderFailureStore(Path.of(".")))).isEqualTo(FailureFile.STREAM);
  }

  @Test
  void shouldRejectStreamOfObject_whenItIsInAnotherRegion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target(null, OTHER_REGION))
        .withMessage(
            "its stream %s is not in the bucket's region eu-west-2; to send the records there, give"
                + " the stream's ARN with --stream",
            FailureFile.STREAM);
  }

  @Test
  void shouldRejectStreamOfObject_whenItIsInAnotherAccount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target(null, OTHER_ACCOUNT))
        .withMessage(
            "its stream %s is not in the account that owns the bucket; to send the records there,"
                + " give the stream's ARN with --stream",
            FailureFile.STREAM);
  }

  @Test
  void shouldRejectStreamOfObject_whenItsArnNamesNoAccountOrNoRegion() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> target(null, HOME, object(FailureFile.STREAM.replace("123456789012", ""))))
        .withMessageContaining("is not in the account that owns the bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target(null, HOME, object(FailureFile.STREAM.replace("eu-west-1", ""))))
        .withMessageStartingWith("the stream's ARN has no region: arn:aws:kinesis::");
  }

  @Test
  void shouldSendToAnyStream_whenArnIsGiven() {
    assertThat(target(ARN, OTHER_REGION)).isEqualTo(ARN);
    assertThat(target(ARN, OTHER_ACCOUNT)).isEqualTo(ARN);
  }

  @Test
  void shouldUseStreamNameInBucketsRegionOnly() {
    assertThat(target("Other", OTHER_ACCOUNT)).isEqualTo("Other");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target("Other", OTHER_REGION))
        .withMessageContaining("is not in the bucket's region eu-west-2");
  }

  private static String target(String override, FailureStore store) {
    return target(override, store, object(FailureFile.STREAM));
  }

  private static String target(String override, FailureStore store, FailureObject object) {
    try (TargetStreams streams = new TargetStreams(override, store, Timing.system())) {
      return streams.target(object);
    }
  }

  private static FailureObject object(String stream) {
    String json = FILE.json().replace(FailureFile.STREAM, stream);
    return FailureObject.parse(FailureKey.parse(FILE.key()).orElseThrow(), json.getBytes(UTF_8));
  }
}
