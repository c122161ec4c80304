package io.localstream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests the store on an HTTP server that lists one object per page. */
class S3FailureStoreTest {
  private static final String BUCKET = "/failures/";
  private static final String OWNER = "123456789012";

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private Optional<String> region = Optional.of("eu-west-1");
  private HttpServer server;
  private S3Client s3;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", S3FailureStoreTest::notFound);
    server.createContext("/failures", this::handle);
    server.start();
    s3 =
        S3Client.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  @AfterEach
  void close() {
    s3.close();
    server.stop(0);
  }

  @Test
  void shouldListEveryPage() {
    objects.put("aws/lambda/1", new byte[0]);
    objects.put("aws/lambda/2", new byte[0]);
    objects.put("aws/lambda/3", new byte[0]);
    objects.put("other/4", new byte[0]);
    assertThat(new S3FailureStore(s3, "failures").keys())
        .containsExactly("aws/lambda/1", "aws/lambda/2", "aws/lambda/3");
  }

  @Test
  void shouldReadWhatItWrites() {
    FailureStore store = new S3FailureStore(s3, "failures");
    store.write("aws/lambda/1.redriven", "2 records");
    assertThat(store.keys()).containsExactly("aws/lambda/1.redriven");
    objects.put("aws/lambda/1", "content".getBytes(UTF_8));
    assertThat(store.read("aws/lambda/1")).asString(UTF_8).isEqualTo("content");
  }

  @Test
  void shouldTellTheRegionAndTheOwnerOfTheBucket() {
    FailureStore store = new S3FailureStore(s3, "failures");
    assertThat(store.region()).hasValue("eu-west-1");
    assertThat(store.isOwnedBy("123456789012")).isTrue();
    assertThat(store.isOwnedBy("210987654321")).isFalse();
  }

  @Test
  void shouldFail_whenTheRegionOrTheOwnerIsUnknown() {
    FailureStore store = new S3FailureStore(s3, "missing");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(store::region)
        .withMessageStartingWith("the region of bucket missing cannot be determined: ");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.isOwnedBy("123456789012"))
        .withMessageStartingWith("the owner of bucket missing cannot be determined: ");
  }

  @Test
  void shouldFail_whenS3DoesNotReturnRegion() {
    region = Optional.empty();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new S3FailureStore(s3, "failures").region())
        .withMessageContaining("no x-amz-bucket-region");
  }

  @Test
  void shouldNameTheBucket_whenItDoesNotExist() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new S3FailureStore(s3, "missing").keys())
        .withMessageStartingWith("bucket missing cannot be listed: no such bucket");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String key = path.length() > BUCKET.length() ? path.substring(BUCKET.length()) : "";
    if (exchange.getRequestMethod().equals("HEAD")) {
      region.ifPresent(name -> exchange.getResponseHeaders().set("x-amz-bucket-region", name));
      String owner = exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner");
      answer(exchange, owner == null || owner.equals(OWNER) ? 200 : 403, new byte[0]);
    } else if (exchange.getRequestMethod().equals("PUT")) {
      objects.put(key, exchange.getRequestBody().readAllBytes());
      answer(exchange, 200, new byte[0]);
    } else if (key.isEmpty()) {
      answer(exchange, 200, list(exchange.getRequestURI().getQuery()).getBytes(UTF_8));
    } else {
      answer(exchange, 200, objects.get(key));
    }
  }

  private String list(String query) {
    Map<String, String> parameters =
        java.util.Arrays.stream(query.split("&"))
            .map(parameter -> parameter.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    String after = parameters.getOrDefault("continuation-token", "");
    var matching =
        objects.keySet().stream()
            .filter(key -> key.startsWith(parameters.get("prefix")) && key.compareTo(after) > 0)
            .toList();
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    xml.append("<IsTruncated>").append(matching.size() > 1).append("</IsTruncated>");
    matching.stream()
        .limit(1)
        .forEach(
            key ->
                xml.append("<Contents><Key>%s</Key></Contents>".formatted(key))
                    .append("<NextContinuationToken>%s</NextContinuationToken>".formatted(key)));
    return xml.append("</ListBucketResult>").toString();
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    String error = "<Error><Code>NoSuchBucket</Code><Message>no such bucket</Message></Error>";
    boolean head = exchange.getRequestMethod().equals("HEAD");
    answer(exchange, 404, head ? new byte[0] : error.getBytes(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
