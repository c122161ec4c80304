package io.localstream.engine.inspection;

import java.util.List;

/**
 * What of the roles' policies was used.
 *
 * @param unused what roles allow of the services that a run has, and nothing needed: {@code
 *     function action on resource}
 * @param unusedOnFailure the same for what only a failure needs
 * @param denied what roles did not allow, in AWS's words
 */
public record Grants(List<String> unused, List<String> unusedOnFailure, List<String> denied) {}
