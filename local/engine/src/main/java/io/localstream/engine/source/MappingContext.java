package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Stream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all shard pollers of one mapping share.
 *
 * @param paused whether nothing is read and sent now; changed on the loop's thread only
 */
record MappingContext(
    EventSourceMapping mapping,
    Stream stream,
    Function function,
    EventSourceServices services,
    RecordFilter filter,
    OnFailureDelivery onFailure,
    MappingMetrics metrics,
    MappingNotices notices,
    EventLoop loop,
    AtomicBoolean paused) {}
