package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Stream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all shard pollers of one mapping share.
 *
 * @param paused whether the mapping is paused; only the loop's thread changes it
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
    AtomicBoolean paused) {
  /** Returns the same parts, with other settings of the mapping and the function. */
  MappingContext with(EventSourceMapping updated, Function updatedFunction) {
    return new MappingContext(
        updated,
        stream,
        updatedFunction,
        services,
        new RecordFilter(updated.filters()),
        new OnFailureDelivery(updated, updatedFunction, services.destinations()),
        metrics,
        notices,
        loop,
        paused);
  }
}
