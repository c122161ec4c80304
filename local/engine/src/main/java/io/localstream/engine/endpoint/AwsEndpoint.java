package io.localstream.engine.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.http.RequestBody;
import io.localstream.engine.http.RequestGuard;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.time.Activity;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The AWS endpoint of the local run, on loopback. Functions, the AWS CLI and SDKs reach it through
 * {@code AWS_ENDPOINT_URL}. It provides Kinesis with AWS's limits, the parameters of SSM, Lambda's
 * Invoke, and STS's GetCallerIdentity. It can forward requests for some other services ({@link
 * #forwardTo}). Any other request gets AWS's error for an unknown operation.
 *
 * <p>The endpoint reports each accepted record to a listener. A consumer can get the record before
 * the listener does.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">
 *     Service-specific endpoints</a>
 */
public final class AwsEndpoint implements AutoCloseable {

  static {
    // Without it, the body of a response can wait 40 ms for a TCP acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final EngineClock clock;
  private final ExecutorService threads;
  private final KinesisApi kinesis;
  private final SsmApi ssm;
  private final LambdaApi lambda;
  private final StsApi sts;
  private volatile Optional<ServiceForwarder> forwarder = Optional.empty();

  private AwsEndpoint(
      HttpServer http,
      EngineClock clock,
      ExecutorService threads,
      KinesisApi kinesis,
      SsmApi ssm,
      LambdaApi lambda,
      StsApi sts) {
    this.http = http;
    this.clock = clock;
    this.threads = threads;
    this.kinesis = kinesis;
    this.ssm = ssm;
    this.lambda = lambda;
    this.sts = sts;
  }

  /**
   * Starts the endpoint.
   *
   * @param port 1 to 65,535, or 0 for a free port
   * @param kinesis holds the streams
   * @param shardLimits whether shards have the throughput limits of AWS
   * @param functions the functions that callers can invoke
   * @param deployment the deployment, which has the SSM parameters
   * @param listener receives each record that a stream accepts, before the caller gets the response
   * @param access authorizes requests
   * @param faults the faults to inject
   * @param metrics receive Kinesis's metrics of streams
   * @param background runs the threads that handle requests
   * @param clock the clock of the limits; skips no time while a request is in progress
   * @throws StartException if the port is in use or out of range
   */
  public static AwsEndpoint start(
      int port,
      KinesisBackend kinesis,
      boolean shardLimits,
      Functions functions,
      Deployment deployment,
      RecordListener listener,
      AccessControl access,
      FaultPlan faults,
      Metrics metrics,
      BackgroundTasks background,
      EngineClock clock) {
    AwsEndpoint endpoint =
        new AwsEndpoint(
            listen(port),
            clock,
            background.workers("AWS endpoint"),
            new KinesisApi(
                kinesis,
                new StreamLimits(deployment.account(), shardLimits, clock::nanoTime),
                deployment,
                listener,
                access,
                faults,
                metrics),
            new SsmApi(deployment, access, clock.instant()),
            new LambdaApi(deployment, access, functions),
            new StsApi(deployment));
    endpoint.http.setExecutor(endpoint.threads);
    endpoint.http.createContext("/", endpoint::handle).getFilters().add(new RequestGuard());
    endpoint.http.start();
    return endpoint;
  }

  /**
   * Adds a handler for the requests below a path. It rejects requests from web pages, as the AWS
   * APIs of this endpoint do.
   *
   * @param path the path, as in {@code /_local}
   * @param handler handles the requests
   */
  public void serve(String path, HttpHandler handler) {
    http.createContext(path, handler).getFilters().add(new RequestGuard());
  }

  /** Returns the value for {@code AWS_ENDPOINT_URL}. */
  public URI uri() {
    return URI.create("http://" + Loopback.HOST + ":" + http.getAddress().getPort());
  }

  /**
   * Creates a Kinesis client in this process. The endpoint handles its requests like other
   * requests, but without a connection.
   *
   * @param region the region of its signatures
   * @param accessKeyId identifies the caller
   * @return a client that the caller closes
   */
  public KinesisClient kinesisClient(String region, String accessKeyId) {
    return InProcessHttpClient.kinesisClient(this::answer, region, accessKeyId);
  }

  /** Forwards the requests of other services from now on. */
  public void forwardTo(ServiceForwarder otherServices) {
    forwarder = Optional.of(otherServices);
  }

  /** Stops immediately. Requests in progress get no response. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer listen(int port) {
    if (port < 0 || port > 65_535) {
      throw new StartException("--port must be 0 to 65535, was " + port);
    }
    try {
      return HttpServer.create(Loopback.address(port), 0);
    } catch (BindException e) {
      throw new StartException(
          "port " + port + " is in use: stop what listens there, or choose another with --port", e);
    } catch (IOException e) {
      throw new StartException("cannot listen on " + Loopback.HOST + ":" + port + ": " + e, e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Activity request = clock.begin();
    try {
      respond(exchange);
    } finally {
      request.close();
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    Optional<ServiceCall> call = ServiceCall.of(exchange);
    if (call.isPresent() && isForwarded(call.get().service())) {
      forwarder.orElseThrow().handle(exchange, call.get());
      return;
    }
    AwsResponse response = dispatch(exchange, call);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
    response.headers().forEach(headers::set);
    byte[] body = response.bytes();
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private boolean isForwarded(String service) {
    return forwarder.filter(otherServices -> otherServices.forwards(service)).isPresent();
  }

  private AwsResponse dispatch(HttpExchange exchange, Optional<ServiceCall> call)
      throws IOException {
    Headers headers = exchange.getRequestHeaders();
    boolean forLambda = LambdaApi.isFor(exchange.getRequestURI());
    AwsRequest head = AwsRequest.of(headers, new byte[0]);
    RequestBody body =
        RequestBody.read(exchange, forLambda ? LambdaApi.maxBytes(head) : maxBytes(head));
    AwsRequest request = AwsRequest.of(headers, body.bytes());
    try {
      if (forLambda) {
        return body.tooLarge()
            ? LambdaApi.tooLarge(request, body)
            : lambda.handle(exchange.getRequestMethod(), exchange.getRequestURI(), request);
      }
      if (body.tooLarge()) {
        throw new AwsError(
            413,
            "RequestEntityTooLargeException",
            "Request must be %d bytes or less, was %d".formatted(body.limit(), body.length()));
      }
      return isSimulated(request) || call.isEmpty()
          ? answer(request)
          : other(call.get(), body.bytes());
    } catch (AwsError e) {
      return AwsResponse.of(e, request.format());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the endpoint is closing", e);
    } catch (RuntimeException e) {
      return AwsResponse.of(
          new AwsError(500, "InternalFailure", "in the local run: " + e), request.format());
    }
  }

  private static boolean isSimulated(AwsRequest request) {
    return Set.of(KinesisApi.TARGET, SsmApi.TARGET).contains(request.service());
  }

  private AwsResponse answer(AwsRequest request) throws InterruptedException {
    return switch (request.service()) {
      case KinesisApi.TARGET -> kinesis(request);
      case SsmApi.TARGET -> ssm.handle(request);
      default ->
          throw new AwsError(
              400,
              "MissingAuthenticationTokenException",
              "the signature must name the service; the local run supports "
                  + UnsupportedService.SUPPORTED);
    };
  }

  private AwsResponse other(ServiceCall call, byte[] body) {
    try {
      if (call.service().equals(StsApi.SERVICE)) {
        return sts.handle(call, body);
      }
      throw UnsupportedService.error(call, body);
    } catch (AwsError e) {
      return ServiceProtocol.error(call, e);
    }
  }

  private AwsResponse kinesis(AwsRequest request) throws InterruptedException {
    AwsResponse response = kinesis.handle(request);
    if (KinesisApi.changes(request)) {
      clock.changed();
    }
    return response;
  }

  private static int maxBytes(AwsRequest request) {
    return request.service().equals(KinesisApi.TARGET)
        ? KinesisApi.MAX_BODY_BYTES
        : SsmApi.MAX_BODY_BYTES;
  }
}
