package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;

/** A stack of a cloud assembly; its environment is {@code aws://account/region}. */
record StackArtifact(String name, String environment, JsonNode template) {}
