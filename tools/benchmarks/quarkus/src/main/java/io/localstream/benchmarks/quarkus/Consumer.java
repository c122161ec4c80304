package io.localstream.benchmarks.quarkus;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;

/** Responds with a message that the benchmark changes. */
public final class Consumer implements RequestHandler<KinesisEvent, String> {
  @Override
  public String handleRequest(KinesisEvent event, Context context) {
    return "Hello: " + event.getRecords().size();
  }
}
