package io.localstream.engine.endpoint;

/**
 * Names a shard.
 *
 * @param streamName its stream
 * @param id its id in the stream
 */
record ShardId(String streamName, String id) {}
