package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A stack of a cloud assembly.
 *
 * @param name its name in the account
 * @param environment {@code aws://account/region}
 * @param template its template
 * @param parameters values for the template's parameters
 */
record StackArtifact(
    String name, String environment, JsonNode template, Map<String, String> parameters) {}
