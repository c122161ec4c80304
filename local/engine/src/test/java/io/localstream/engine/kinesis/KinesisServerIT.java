package io.localstream.engine.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.lifecycle.StartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The real kinesis-local, from the project's {@code node_modules}. */
class KinesisServerIT {
  private static final Path PACKAGE = packageFolder();

  @TempDir private static Path folder;
  private static final BlockingQueue<String> EXITS = new LinkedBlockingQueue<>();
  private static KinesisServer server;
  private static KinesisClient client;

  @BeforeAll
  static void startServer() throws InterruptedException {
    server = start();
    client = client(server.uri());
  }

  @AfterAll
  static void stopServer() {
    client.close();
    server.close();
    assertThat(ProcessHandle.of(server.pid())).isEmpty();
    assertThat(EXITS).as("reports of servers that were closed").isEmpty();
  }

  @Test
  void shouldCreateStreamsAsDeclared_whenNoneIsThere() {
    StreamCreator.create(client, List.of(stream("declared", 3, 48)));

    StreamDescriptionSummary summary = summary("declared");
    assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(48);
    assertThat(summary.streamARN()).isEqualTo(stream("declared", 3, 48).arn());
  }

  @Test
  void shouldUseTheStreamAsItIs_whenItIsThereAlready() {
    client.createStream(r -> r.streamName("there").shardCount(1));
    client.waiter().waitUntilStreamExists(r -> r.streamName("there"));
    client.putRecord(
        r -> r.streamName("there").partitionKey("k").data(SdkBytes.fromUtf8String("kept")));

    StreamCreator.create(client, List.of(stream("there", 3, 48)));

    assertThat(summary("there").openShardCount()).isEqualTo(1);
    assertThat(summary("there").retentionPeriodHours()).isEqualTo(24);
    assertThat(firstRecords("there"))
        .singleElement()
        .satisfies(r -> assertThat(r.data().asUtf8String()).isEqualTo("kept"));
  }

  @Test
  void shouldNotBeReachable_whenAskedOnAnotherInterface() throws Exception {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();

    for (InetAddress other : others) {
      assertThatThrownBy(() -> connect(other))
          .as(other.toString())
          .isInstanceOf(ConnectException.class);
    }
    connect(Loopback.address(0).getAddress());
  }

  @Test
  void shouldGoOn_whenTheTerminalInterruptsIt() throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
    assertThat(kill.waitFor()).isZero();

    StreamCreator.create(client, List.of(stream("interrupted", 1, 24)));

    assertThat(summary("interrupted").streamStatus()).isEqualTo(StreamStatus.ACTIVE);
  }

  @Test
  void shouldRunSideBySideAndEndAlone_whenStartedTwice() throws InterruptedException {
    StreamCreator.create(client, List.of(stream("first-only", 1, 24)));
    KinesisServer second = start();
    try (KinesisClient other = client(second.uri())) {
      assertThat(other.listStreams().streamNames()).isEmpty();
      second.close();

      assertThatThrownBy(() -> StreamCreator.create(other, List.of(stream("late", 1, 24))))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("The Kinesis endpoint could not create the stream late: ");
    }
    assertThat(client.listStreams().streamNames()).contains("first-only");
  }

  @Test
  void shouldReportItsEnd_whenItIsKilled() throws InterruptedException {
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    try (KinesisServer killed =
        KinesisServer.start(PACKAGE, folder, "eu-west-1", "123456789012", ends::add)) {
      ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

      assertThat(ends.poll(10, TimeUnit.SECONDS))
          .isEqualTo(
              "kinesis-local ended unexpectedly (killed by signal 9),"
                  + " and the stream's records with it.");
    }
  }

  @Test
  void shouldEnd_whenItsJvmIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName(),
                PACKAGE.toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = jvm.inputReader()) {
      ProcessHandle node = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(node.isAlive()).isTrue();

      jvm.destroyForcibly();

      await().atMost(Duration.ofSeconds(10)).until(() -> !node.isAlive());
    }
  }

  /** Starts a server, prints its process id and waits to be killed. */
  static final class StartAndWait {
    private StartAndWait() {}

    public static void main(String[] args) throws InterruptedException {
      KinesisServer server =
          KinesisServer.start(
              Path.of(args[0]), Path.of(args[1]), "eu-west-1", "123456789012", sentence -> {});
      System.out.println(server.pid());
      Thread.currentThread().join();
    }
  }

  private static KinesisServer start() throws InterruptedException {
    return KinesisServer.start(PACKAGE, folder, "eu-west-1", "123456789012", EXITS::add);
  }

  private static Deployment.Stream stream(String name, int shards, int retentionHours) {
    return new Deployment.Stream(
        name,
        "arn:aws:kinesis:eu-west-1:123456789012:stream/" + name,
        shards,
        Duration.ofHours(retentionHours),
        Deployment.Stream.DEFAULT_MAX_RECORD_BYTES);
  }

  private static void connect(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, server.uri().getPort()), 2_000);
    }
  }

  private static StreamDescriptionSummary summary(String stream) {
    return client.describeStreamSummary(r -> r.streamName(stream)).streamDescriptionSummary();
  }

  private static List<Record> firstRecords(String stream) {
    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName(stream)
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return client.getRecords(r -> r.shardIterator(iterator)).records();
  }

  private static KinesisClient client(URI endpoint) {
    return KinesisClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static Path packageFolder() {
    String root = System.getProperty("project.root", "../..");
    return Path.of(root).toAbsolutePath().normalize().resolve("node_modules/kinesis-local");
  }
}
