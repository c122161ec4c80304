package io.localstream.fixtureapp.stacks;

import io.localstream.fixtureapp.EventConsumer;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.KinesisEventSource;
import software.amazon.awscdk.services.lambda.eventsources.S3OnFailureDestination;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The stack of the consumer, its event source mapping and its failure bucket. */
final class ConsumerStack extends Stack {
  ConsumerStack(Construct scope, String id, String jar) {
    super(scope, id);
    Alias consumer =
        JavaFunction.define(
            this, "fixture-consumer", EventConsumer.class, jar, Duration.seconds(10), Map.of());
    consumer.addEventSource(
        KinesisEventSource.Builder.create(StreamStack.find(this))
            .startingPosition(StartingPosition.TRIM_HORIZON)
            .batchSize(5)
            .bisectBatchOnError(true)
            .reportBatchItemFailures(true)
            .retryAttempts(3)
            .maxRecordAge(Duration.hours(23))
            .onFailure(new S3OnFailureDestination(new Bucket(this, "FailureBucket")))
            .build());
  }
}
