package io.localstream.engine.source;

import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.lambda.Invoker;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.time.EngineClock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The clients and listeners that a mapping uses.
 *
 * @param kinesis reads the stream
 * @param invoker invokes the function
 * @param destinations take discarded batches
 * @param listener is told what becomes of this mapping's records
 * @param metrics take the mapping's metrics
 * @param notices take sentences for the person who runs it
 * @param random for the jitter of retries; safe for several threads if it is shared
 * @param clock tells the time, and when something is due
 */
public record EventSourceServices(
    KinesisClient kinesis,
    Invoker invoker,
    FailureDestinations destinations,
    MappingListener listener,
    Metrics metrics,
    Consumer<String> notices,
    RandomGenerator random,
    EngineClock clock) {}
