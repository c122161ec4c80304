package io.localstream.engine.iam.policy;

import java.util.Map;

/**
 * A request of an AWS API, as policies see it.
 *
 * @param action service and operation, as in {@code kinesis:PutRecord}
 * @param resource the ARN that it is made on, {@code *} where it is made on none
 * @param context values of condition keys, by the keys in lower case
 */
public record AuthorizationRequest(String action, String resource, Map<String, String> context) {}
