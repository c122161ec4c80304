package io.localstream.redrive;

import static io.localstream.fixtures.KinesisStub.Reply.accepting;
import static io.localstream.fixtures.KinesisStub.Reply.failing;
import static io.localstream.fixtures.KinesisStub.Reply.rejecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.fixtures.KinesisStub;
import io.localstream.fixtures.ManualTime;
import io.localstream.sender.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveTest {
  private static final FailureFile FIRST =
      new FailureFile("shardId-000000000000", "2025-06-02T12:00:00", 100, "a1", "b1");
  private static final FailureFile SECOND =
      new FailureFile("shardId-000000000000", "2025-06-02T12:00:00", 1000, "a2", "a3");
  private static final FailureFile THIRD =
      new FailureFile("shardId-000000000000", "2025-06-02T13:00:00", 5000, "a4");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private KinesisStub kinesis;

  @BeforeEach
  void open() throws IOException {
    kinesis = new KinesisStub();
  }

  @AfterEach
  void close() {
    kinesis.close();
  }

  @Test
  void shouldPutEveryRecordBackInOrderWithItsKey() throws IOException {
    keep(THIRD, SECOND, FIRST);
    assertThat(redrive()).isZero();
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactly("a1", "b1", "a2", "a3", "a4");
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::partitionKey)
        .containsExactly("key-of-a", "key-of-b", "key-of-a", "key-of-a", "key-of-a");
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::stream)
        .containsOnly(FailureFile.STREAM);
    assertThat(out.toString().lines())
        .hasSize(4)
        .contains("sent 2 records to %s: bucket/%s".formatted(FailureFile.STREAM, FIRST.key()))
        .last()
        .isEqualTo(
            "Sent 5 records of 3 failure objects; 0 objects had been sent before; 0 problems");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOfAKey_whenTheStreamRejectsARecord() throws IOException {
    keep(SECOND);
    kinesis.willReply(rejecting("ProvisionedThroughputExceededException", 0));
    assertThat(redrive()).isZero();
    assertThat(kinesis.accepted()).extracting(KinesisStub.Record::data).containsExactly("a2", "a3");
  }

  @Test
  void shouldSendNothingTwice_whenStartedAgain() throws IOException {
    keep(FIRST);
    redrive();
    keep(THIRD);
    assertThat(redrive()).isZero();
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactly("a1", "b1", "a4");
    assertThat(out.toString()).contains("; 1 objects had been sent before;");
  }

  @Test
  void shouldNotChangeObject_andDescribeRedriveInMarker() throws IOException {
    keep(FIRST);
    redrive();
    assertThat(path(FIRST)).hasContent(FIRST.json());
    assertThat(Path.of(path(FIRST) + ".redriven"))
        .content()
        .startsWith("2 records sent to " + FailureFile.STREAM + " at 2025-06-02T12:00:00Z");
  }

  @Test
  void shouldMarkOnlySentObjects_whenStreamRejectsRecords() throws IOException {
    keep(FIRST, SECOND, THIRD);
    kinesis.willReply(accepting(), failing(400, "AccessDeniedException"));
    assertThat(redrive()).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anyMatch(
            line ->
                line.contains("NOT SENT bucket/" + SECOND.key())
                    && line.contains("refused 2 of 2 records: AccessDeniedException"))
        .anyMatch(line -> line.contains("NOT SENT bucket/" + THIRD.key() + ": not tried"));
    assertThat(out.toString()).contains("Sent 2 records of 1 failure objects; ", "; 2 problems");

    assertThat(redrive()).isZero();
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactly("a1", "b1", "a2", "a3", "a4");
  }

  @Test
  void shouldNotMarkAnObject_whenAPartOfItIsAccepted() throws IOException {
    keep(FIRST);
    kinesis.willReply(rejecting("InternalFailure", 1), failing(400, "ResourceNotFoundException"));
    assertThat(redrive()).isEqualTo(1);
    assertThat(Path.of(path(FIRST) + ".redriven")).doesNotExist();
    assertThat(err.toString()).contains("refused 1 of 2 records: ResourceNotFoundException");
  }

  @Test
  void shouldContinueWithOtherObjects_whenOneIsMalformed() throws IOException {
    keep(FIRST, THIRD);
    Files.writeString(path(FIRST), "{}");
    assertThat(redrive()).isEqualTo(1);
    assertThat(err.toString())
        .contains("NOT SENT bucket/" + FIRST.key() + ": not a failure object: 'streamArn'");
    assertThat(kinesis.accepted()).extracting(KinesisStub.Record::data).containsExactly("a4");
  }

  @Test
  void shouldSendAndMarkNothing_onDryRun() throws IOException {
    keep(FIRST);
    assertThat(redrive("--dry-run")).isZero();
    assertThat(kinesis.requests()).isEmpty();
    assertThat(out.toString())
        .contains("would send 2 records to " + FailureFile.STREAM)
        .contains("Would send 2 records of 1 failure objects");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void shouldSendRecentObjectsOnly_whenAskedTo() throws IOException {
    keep(FIRST, THIRD);
    assertThat(redrive("--since", "2025-06-02T14:30:00+02:00")).isZero();
    assertThat(kinesis.accepted()).extracting(KinesisStub.Record::data).containsExactly("a4");
  }

  @Test
  void shouldSendToAnotherStream_whenAskedTo() throws IOException {
    keep(FIRST);
    assertThat(redrive("--stream", "Other")).isZero();
    assertThat(kinesis.accepted()).extracting(KinesisStub.Record::stream).containsOnly("Other");
  }

  @Test
  void shouldIgnoreOtherFiles() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "not a failure");
    assertThat(redrive()).isZero();
    assertThat(out.toString()).startsWith("Sent 0 records of 0 failure objects");
  }

  @Test
  void shouldSayThatObjectIsSentAgain_whenMarkerCannotBeWritten() {
    redrive(new ReadOnlyStore("eu-west-1", "123456789012", FIRST), false);
    assertThat(kinesis.accepted()).hasSize(2);
    assertThat(err.toString()).startsWith("SENT, BUT NOT MARKED " + FIRST.key());
  }

  @ParameterizedTest
  @CsvSource({"eu-west-2,123456789012", "eu-west-1,210987654321"})
  void shouldSendNothing_whenStreamIsNotInBucketsAccountAndRegion(String region, String account) {
    redrive(new ReadOnlyStore(region, account, FIRST, THIRD), false);
    assertThat(kinesis.requests()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("NOT SENT .* its stream .* is not in the .*"));
  }

  @Test
  void shouldReportOnDryRun_whenStreamIsNotInBucketsAccountAndRegion() {
    redrive(new ReadOnlyStore("eu-west-2", "123456789012", FIRST), true);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("NOT SENT " + FIRST.key());
  }

  private void redrive(FailureStore store, boolean dryRun) {
    ManualTime time = new ManualTime();
    RedriveReport report =
        new RedriveReport(new PrintWriter(out, true), new PrintWriter(err, true));
    try (TargetStreams streams = new TargetStreams(null, store, timing(time))) {
      new Redriver(store, streams, time, dryRun, report).run(Instant.EPOCH);
    }
    assertThat(report.hasProblems()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dry-run | --bucket=<name> | --folder=<dir>",
        "--folder . --bucket b | mutually exclusive | only one",
        "--folder missing/folder | missing/folder | not a folder",
        "--folder . --since yesterday | 2025-06-02T12:00:00Z | yesterday",
        "--folder . --faster | --faster | --help",
      })
  void shouldSayWhatIsWrongInOneSentence_whenOptionsAreNotValid(
      String options, String problem, String detail) {
    assertThat(execute(options.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(problem, detail);
  }

  private static Timing timing(ManualTime time) {
    return new Timing(time, ManualTime::backoff, time::sleep);
  }

  private void keep(FailureFile... files) throws IOException {
    for (FailureFile file : files) {
      Files.createDirectories(path(file).getParent());
      Files.writeString(path(file), file.json());
    }
  }

  private Path path(FailureFile file) {
    return folder.resolve("bucket").resolve(file.key());
  }

  private int redrive(String... options) {
    return execute(
        Stream.concat(Stream.of("--folder", folder.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private int execute(String... options) {
    return Redrive.command(timing(new ManualTime()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(options);
  }
}
