package io.localstream.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A producer's handler with a client that sends nothing: see {@link UnconnectedKinesis}. */
public final class UnconnectedHandler implements RequestHandler<ScheduledEvent, Object> {
  /** System property: the variant of the producer. */
  static final String MAKE = "make";

  /** Environment variable of the producers: the number of events per invocation. */
  static final String EVENTS = "EVENTS_PER_INVOCATION";

  private final RequestHandler<ScheduledEvent, ?> handler;

  /** Called by the runtime interface client. */
  public UnconnectedHandler() {
    handler = unconnected(FunctionJar.of("producer", System.getProperty(MAKE)).handler());
  }

  /** Replaces the client before the first invocation uses it. */
  @SuppressWarnings("unchecked")
  private static RequestHandler<ScheduledEvent, ?> unconnected(Class<?> type) {
    List<Field> clients =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> field.getType() == KinesisClient.class)
            .toList();
    if (clients.isEmpty()) {
      throw new IllegalStateException(
          type + " has no field of the type KinesisClient, which this benchmark replaces");
    }
    try {
      Object handler = type.getConstructor().newInstance();
      for (Field client : clients) {
        client.setAccessible(true);
        client.set(handler, UnconnectedKinesis.client(Integer.parseInt(System.getenv(EVENTS))));
      }
      return (RequestHandler<ScheduledEvent, ?>) handler;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be created as Lambda creates it", e);
    }
  }

  @Override
  public Object handleRequest(ScheduledEvent event, Context context) {
    return handler.handleRequest(event, context);
  }
}
