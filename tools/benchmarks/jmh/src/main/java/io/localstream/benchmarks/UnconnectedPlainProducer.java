package io.localstream.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.producer.UnconnectedProducer;
import io.localstream.benchmarks.plain.PlainProducer;
import java.util.Map;

/** The plain producer on the same unconnected client. */
public final class UnconnectedPlainProducer
    implements RequestHandler<ScheduledEvent, Map<String, Integer>> {
  private final PlainProducer handler = handler();

  /** Called by the runtime interface client. */
  public UnconnectedPlainProducer() {}

  private static PlainProducer handler() {
    int events = Integer.getInteger(UnconnectedProducer.EVENTS);
    return new PlainProducer(UnconnectedKinesis.client(events), "MyStream", events);
  }

  @Override
  public Map<String, Integer> handleRequest(ScheduledEvent trigger, Context context) {
    return handler.handleRequest(trigger, context);
  }
}
