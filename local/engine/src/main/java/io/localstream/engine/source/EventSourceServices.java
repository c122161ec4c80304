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
 * @param destinations receive discarded batches
 * @param listener receives the outcomes of this mapping's records
 * @param metrics receive the mapping's metrics
 * @param notices receives sentences for the user
 * @param random the source of the jitter of retries; must be thread-safe if several mappings share
 *     it
 * @param clock the clock of the run
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
