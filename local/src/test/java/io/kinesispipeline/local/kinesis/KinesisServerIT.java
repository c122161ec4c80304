package io.kinesispipeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinesispipeline.local.StartException;
import io.kinesispipeline.local.assembly.Deployment;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The real kinesis-local, from the project's {@code node_modules}. */
class KinesisServerIT {
  private static final Path PACKAGE = packageFolder();
  private static final Deployment.Stream STREAM =
      new Deployment.Stream(
          "orders",
          "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
          3,
          Duration.ofHours(48));

  @TempDir private Path folder;
  private final BlockingQueue<String> exits = new LinkedBlockingQueue<>();
  private KinesisServer server;
  private KinesisClient client;

  @BeforeEach
  void start() throws InterruptedException {
    server = KinesisServer.start(PACKAGE, folder, "eu-west-1", "123456789012", exits::add);
    client = client(server.uri());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void shouldCreateStreamsAsDeclared_whenNoneIsThere() {
    StreamCreator.create(client, List.of(STREAM));

    StreamDescriptionSummary summary = summary();
    assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(48);
    assertThat(summary.streamARN()).isEqualTo(STREAM.arn());
  }

  @Test
  void shouldUseTheStreamAsItIs_whenItIsThereAlready() {
    client.createStream(r -> r.streamName("orders").shardCount(1));
    client.waiter().waitUntilStreamExists(r -> r.streamName("orders"));
    client.putRecord(
        r -> r.streamName("orders").partitionKey("k").data(SdkBytes.fromUtf8String("kept")));

    StreamCreator.create(client, List.of(STREAM));

    assertThat(summary().openShardCount()).isEqualTo(1);
    assertThat(summary().retentionPeriodHours()).isEqualTo(24);
    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType("TRIM_HORIZON"))
            .shardIterator();
    assertThat(client.getRecords(r -> r.shardIterator(iterator)).records())
        .singleElement()
        .satisfies(r -> assertThat(r.data().asUtf8String()).isEqualTo("kept"));
  }

  @Test
  void shouldSayWhichStream_whenTheEndpointCannotBeReached() {
    server.close();

    assertThatThrownBy(() -> StreamCreator.create(client, List.of(STREAM)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("The Kinesis endpoint could not create the stream orders: ");
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
    connect(InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void shouldRunSideBySide_whenStartedTwice() throws InterruptedException {
    try (KinesisServer second =
        KinesisServer.start(PACKAGE, folder, "eu-west-1", "123456789012", exits::add)) {
      assertThat(second.uri()).isNotEqualTo(server.uri());
      StreamCreator.create(client, List.of(STREAM));
      try (KinesisClient other = client(second.uri())) {
        assertThat(other.listStreams().streamNames()).isEmpty();
      }
    }
  }

  @Test
  void shouldReportItsEnd_whenItIsKilled() throws InterruptedException {
    ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();

    assertThat(exits.poll(10, TimeUnit.SECONDS))
        .isEqualTo(
            "kinesis-local ended unexpectedly (killed by signal 9),"
                + " and the stream's records with it.");
  }

  @Test
  void shouldGoOn_whenTheTerminalInterruptsIt() throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
    assertThat(kill.waitFor()).isZero();

    StreamCreator.create(client, List.of(STREAM));

    assertThat(summary().streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(exits).isEmpty();
  }

  @Test
  void shouldStaySilent_whenItIsClosed() {
    server.close();

    assertThat(ProcessHandle.of(server.pid())).isEmpty();
    assertThat(exits).isEmpty();
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

  private void connect(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, server.uri().getPort()), 2_000);
    }
  }

  private StreamDescriptionSummary summary() {
    return client.describeStreamSummary(r -> r.streamName("orders")).streamDescriptionSummary();
  }

  private static KinesisClient client(URI endpoint) {
    return KinesisClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static Path packageFolder() {
    String root = System.getProperty("project.root", "..");
    return Path.of(root).toAbsolutePath().normalize().resolve("node_modules/kinesis-local");
  }
}
