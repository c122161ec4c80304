package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.iam.policy.AuthorizationRequest;
import java.util.List;

/**
 * What Lambda itself must be allowed to do under a function's role.
 *
 * @param function the function
 * @param onFailure whether it is needed only when something fails
 * @param requests what must be allowed
 * @param problem what Lambda says where it is not
 */
record Requirement(
    Function function, boolean onFailure, List<AuthorizationRequest> requests, String problem) {}
