package io.kinesispipeline.local.source;

import io.kinesispipeline.local.assembly.Deployment.EventSourceMapping;
import io.kinesispipeline.local.assembly.Deployment.Function;
import io.kinesispipeline.local.assembly.Deployment.Stream;

/** What the shards of one mapping have in common. */
record MappingContext(
    EventSourceMapping mapping,
    Stream stream,
    Function function,
    EventSource.Services services,
    RecordFilter filter,
    OnFailureDelivery onFailure,
    MappingMetrics metrics,
    Problems problems,
    EventLoop loop) {}
