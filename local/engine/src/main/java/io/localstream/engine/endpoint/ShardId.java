package io.localstream.engine.endpoint;

/** Identifies a shard. */
record ShardId(String streamName, String id) {}
