package io.localstream.engine.iam.policy;

import java.util.Map;

/**
 * A request that policies allow or deny.
 *
 * @param action for example {@code kinesis:PutRecord}
 * @param resource the ARN, or {@code *} for an action without a resource
 * @param context the values of condition keys, by the keys in lower case
 */
public record AuthorizationRequest(String action, String resource, Map<String, String> context) {}
