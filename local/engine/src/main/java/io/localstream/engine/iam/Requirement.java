package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.iam.policy.AuthorizationRequest;
import java.util.List;

/**
 * Permissions that Lambda needs under a function's role.
 *
 * @param onFailure whether Lambda needs them only after a failure
 * @param requests the requests that the role must allow
 * @param problem Lambda's error message if the role does not allow them
 */
record Requirement(
    Function function, boolean onFailure, List<AuthorizationRequest> requests, String problem) {}
