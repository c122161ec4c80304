package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lambda.InProcessHandlers.HandlerOutput;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.time.EngineClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests handlers in this JVM: what they get, and the results of what they do. */
class InProcessEnvironmentTest {
  private final Printer printer = new Printer();
  private final AtomicInteger made = new AtomicInteger();
  private Optional<InvocationFault> fault = Optional.empty();
  private InvocationListener invocations = InvocationListener.NONE;

  /**
   * Receives lines that a handler prints through it, because the engine does not replace the JVM's
   * output streams.
   */
  private static final class Printer implements HandlerOutput {
    private static final ThreadLocal<Consumer<String>> LINES = new ThreadLocal<>();

    @Override
    public void begin(Consumer<String> sink) {
      LINES.set(sink);
    }

    @Override
    public void end() {
      LINES.remove();
    }

    void print(String line) {
      LINES.get().accept(line);
    }
  }

  record Order(String customer, int books) {}

  /** An abstract handler, as frameworks have: its subclass sets the types. */
  private abstract static class Base<O, I> implements RequestHandler<I, O> {}

  @Test
  void shouldConvertAsTheRuntimeDoes_whenTheHandlerTakesObjects() throws Exception {
    class SummingHandler extends Base<Map<String, Object>, Map<String, Integer>> {
      @Override
      public Map<String, Object> handleRequest(Map<String, Integer> event, Context context) {
        return Map.of("sum", event.get("a") + event.get("b"));
      }
    }
    try (TestHost host = host(setup -> new SummingHandler())) {
      assertThat(host.succeed(Map.of("a", 1, "b", 2)).at("/sum").asInt()).isEqualTo(3);
    }
  }

  @Test
  void shouldGiveBytes_whenTheHandlerTakesStreams() throws Exception {
    RequestStreamHandler echo = (in, out, context) -> in.transferTo(out);
    try (TestHost host = host(setup -> echo)) {
      assertThat(host.succeed("hello").asText()).isEqualTo("hello");
    }
  }

  @Test
  void shouldMakeOneHandlerForManyInvocations_whenItFinds() throws Exception {
    try (TestHost host = host(setup -> new Named(setup.environment()))) {
      assertThat(host.succeed("event").asText())
          .isEqualTo(TestHost.NAME + " in eu-west-1 of http://127.0.0.1:4566");
      host.succeed("event");
      assertThat(made).hasValue(1);
      assertThat(host.host.statistics(TestHost.NAME).coldStarts()).isEqualTo(1);
    }
  }

  /** Returns names that it reads from its environment variables. */
  private record Named(Map<String, String> environment) implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
      return "%s in %s of %s"
          .formatted(
              environment.get("AWS_LAMBDA_FUNCTION_NAME"),
              environment.get("AWS_REGION"),
              environment.get("AWS_ENDPOINT_URL"));
    }
  }

  @Test
  void shouldReportTheException_whenTheHandlerThrows() throws Exception {
    try (TestHost host =
        host(
            setup ->
                (RequestStreamHandler)
                    (in, out, context) -> {
                      throw new IllegalStateException("no such order");
                    })) {
      var error = host.fail("event");

      assertThat(error.at("/errorType").asText()).isEqualTo("java.lang.IllegalStateException");
      assertThat(error.at("/errorMessage").asText()).isEqualTo("no such order");
      assertThat(error.at("/stackTrace").get(0).asText()).contains("InProcessEnvironmentTest");
      assertThat(host.texts()).contains("no such order: java.lang.IllegalStateException");
    }
  }

  @Test
  void shouldFailTheInit_whenTheFactoryMakesNoHandler() throws Exception {
    try (TestHost host = host(setup -> "a text")) {
      assertThat(host.fail("event").at("/errorMessage").asText())
          .isEqualTo(
              "A handler must be a RequestHandler or a RequestStreamHandler, was java.lang.String");
      host.fail("event");
      assertThat(made).as("a new environment for each invocation").hasValue(2);
    }
  }

  @Test
  void shouldInterruptAndUseItNoMore_whenTimeIsUp() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    RequestStreamHandler hangs =
        (in, out, context) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        };
    try (TestHost host = host(Duration.ofMillis(200), setup -> hangs)) {
      assertThat(host.fail("event").at("/errorMessage").asText())
          .endsWith("Task timed out after 0.20 seconds");
      interrupted.await();
      host.fail("event");
      assertThat(made).hasValue(2);
    }
  }

  @Test
  void shouldEndItsEnvironment_whenACrashIsInjected() throws Exception {
    RequestStreamHandler echo = (in, out, context) -> in.transferTo(out);
    try (TestHost host = host(setup -> echo)) {
      fault = Optional.of(InvocationFault.CRASH);
      assertThat(host.fail("event").at("/errorType").asText()).isEqualTo("Runtime.ExitError");
      fault = Optional.empty();
      host.succeed("event");
      assertThat(made).hasValue(2);
    }
  }

  @Test
  void shouldLogWhatItPrintsBetweenStartAndEnd() throws Exception {
    RequestStreamHandler prints =
        (in, out, context) -> {
          printer.print("printed");
          context.getLogger().log("logged");
          in.transferTo(out);
        };
    try (TestHost host = host(setup -> prints)) {
      host.succeed("event");

      assertThat(host.texts().stream().map(text -> text.replaceFirst(" .*", "")))
          .containsSubsequence("START", "printed", "logged", "END", "REPORT");
    }
  }

  @Test
  void shouldHaveTheTimeOfTheRun_whenThatWasSkipped() throws Exception {
    List<Instant> times = new CopyOnWriteArrayList<>();
    List<Integer> remaining = new CopyOnWriteArrayList<>();
    EngineClock clock = EngineClock.skipping();
    HandlerFactory factory = setup -> new Timed(setup.clock(), times, remaining);
    try (TestHost host = host(clock, Duration.ofSeconds(20), factory)) {
      assertThat(clock.advance(Duration.ofHours(23), Duration.ofSeconds(60))).isTrue();
      host.succeed("event");
    }
    assertThat(Duration.between(Instant.now(), times.get(0)))
        .isBetween(Duration.ofHours(22), Duration.ofHours(24));
    assertThat(remaining.get(0)).isBetween(1, 20_000);
  }

  private record Timed(Clock clock, List<Instant> times, List<Integer> remaining)
      implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
      times.add(clock.instant());
      remaining.add(context.getRemainingTimeInMillis());
      return event;
    }
  }

  @Test
  void shouldFailAsOnLambda_whenTheRuntimesSerializerCannotReadTheType() throws Exception {
    class OrderHandler implements RequestHandler<Order, String> {
      @Override
      public String handleRequest(Order order, Context context) {
        return order.customer() + " " + order.books();
      }
    }
    try (TestHost host = host(setup -> new OrderHandler())) {
      assertThat(host.fail(Map.of("customer", "ada", "books", 2)).at("/errorMessage").asText())
          .contains("Cannot construct instance of")
          .contains("Order");
    }
  }

  @Test
  void shouldTellOfTheInvocation_whenItBeginsAndEnds() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    List<EnvironmentStatus> during = new CopyOnWriteArrayList<>();
    AtomicReference<TestHost> started = new AtomicReference<>();
    invocations = new Told(told);
    RequestStreamHandler handler =
        (in, out, context) -> {
          during.addAll(started.get().host.environments(TestHost.NAME));
          told.add("runs " + context.getAwsRequestId());
        };
    try (TestHost host = host(setup -> handler)) {
      started.set(host);
      LoggedInvocation unused = host.host.invokeLogged(TestHost.NAME, TestHost.json("event"));

      String id = told.get(1).substring("runs ".length());
      assertThat(told).containsExactly("started " + id, "runs " + id, "ended " + id + ", cold");
      assertThat(during)
          .containsExactly(
              new EnvironmentStatus(
                  host.events.get(0).stream(), EnvironmentStatus.EnvironmentState.BUSY));
      assertThat(host.host.environments(TestHost.NAME))
          .extracting(EnvironmentStatus::state)
          .containsExactly(EnvironmentStatus.EnvironmentState.IDLE);
    }
  }

  /** Records the calls. */
  private record Told(List<String> told) implements InvocationListener {
    @Override
    public void started(String functionName, String requestId, String logStream) {
      told.add("started " + requestId);
    }

    @Override
    public void ended(
        String functionName,
        String requestId,
        InvocationResult result,
        Duration duration,
        Optional<Duration> coldStart) {
      told.add("ended " + requestId + (coldStart.isPresent() ? ", cold" : ""));
    }
  }

  private TestHost host(HandlerFactory factory) {
    return host(Duration.ofSeconds(20), factory);
  }

  private TestHost host(Duration timeout, HandlerFactory factory) {
    return host(EngineClock.system(), timeout, factory);
  }

  private TestHost host(EngineClock clock, Duration timeout, HandlerFactory factory) {
    HandlerFactory counting =
        setup -> {
          made.incrementAndGet();
          return factory.create(setup);
        };
    LambdaSettings settings =
        new LambdaSettings(
            URI.create("http://127.0.0.1:4566"),
            "eu-west-1",
            Path.of("nowhere"),
            RuntimeClient.PORTABLE,
            Path.of("nowhere"),
            2,
            name -> fault,
            Metrics.NONE,
            invocations,
            new BackgroundTasks(System.err::println),
            clock,
            new InProcessHandlers(Map.of(TestHost.NAME, counting), printer),
            Map.of());
    return new TestHost(
        settings, TestHost.function("none", timeout, 256, false, Map.of("STAGE", "test")));
  }

  @Test
  void shouldSayThatTypesAreMissing_whenTheHandlerIsALambdaExpression() throws Exception {
    RequestHandler<String, String> untyped = (event, context) -> event;
    try (TestHost host = host(setup -> untyped)) {
      byte[] payload = ((InvocationResult.Failed) host.invoke("event")).payload();
      assertThat(new String(payload, UTF_8)).contains("concrete type parameters");
    }
  }
}
