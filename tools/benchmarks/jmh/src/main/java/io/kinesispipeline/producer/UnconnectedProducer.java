package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.benchmarks.UnconnectedKinesis;
import io.localstream.sender.Timing;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The producer on a client that reaches nothing. It is in the producer's package for the
 * constructor that takes the client.
 */
public final class UnconnectedProducer implements RequestHandler<ScheduledEvent, ProducerResponse> {
  /** System property: how many events an invocation makes. */
  public static final String EVENTS = "eventsPerInvocation";

  private final ProducerHandler handler = handler();

  /** Called by the runtime interface client. */
  public UnconnectedProducer() {}

  private static ProducerHandler handler() {
    ProducerSettings settings =
        ProducerSettings.from(
            Map.of(
                "STREAM_NAME",
                "MyStream",
                "EVENTS_PER_INVOCATION",
                System.getProperty(EVENTS),
                "AWS_LAMBDA_LOG_FORMAT",
                "JSON"));
    return new ProducerHandler(
        settings,
        new HelloGenerator(),
        UnconnectedKinesis.client(settings.eventsPerInvocation()),
        UnaryOperator.identity(),
        Timing.system(),
        Telemetry.toStandardOutput(settings.telemetry()));
  }

  @Override
  public ProducerResponse handleRequest(ScheduledEvent event, Context context) {
    return handler.handleRequest(event, context);
  }
}
