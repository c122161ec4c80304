package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Stream;

/** What all shard pollers of one mapping share. */
record MappingContext(
    EventSourceMapping mapping,
    Stream stream,
    Function function,
    EventSourceServices services,
    RecordFilter filter,
    OnFailureDelivery onFailure,
    MappingMetrics metrics,
    MappingNotices notices,
    EventLoop loop) {}
