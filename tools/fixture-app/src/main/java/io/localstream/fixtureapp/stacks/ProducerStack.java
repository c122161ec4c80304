package io.localstream.fixtureapp.stacks;

import io.localstream.fixtureapp.EventProducer;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/** The stack of the producer and its schedule. */
final class ProducerStack extends Stack {
  ProducerStack(Construct scope, String id, String jar) {
    super(scope, id);
    IStream stream = StreamStack.find(this);
    Alias producer =
        JavaFunction.define(
            this,
            "fixture-producer",
            EventProducer.class,
            jar,
            Duration.seconds(60),
            Map.of(
                EventProducer.STREAM_NAME,
                stream.getStreamName(),
                EventProducer.EVENTS,
                "1",
                EventProducer.PARTITION_KEYS,
                "1"));
    stream.grantWrite(producer);
    Rule.Builder.create(this, "Schedule")
        .schedule(Schedule.rate(Duration.minutes(5)))
        .targets(List.of(new LambdaFunction(producer)))
        .build();
  }
}
