package io.localstream.engine.inspection;

import java.util.List;

/**
 * How the run used the functions' roles.
 *
 * @param unused the grants for simulated services that the run did not need, each as {@code
 *     function action on resource}
 * @param unusedOnFailure the unused grants that only a failure needs, in the same form
 * @param denied the denied requests, each with AWS's error message
 */
public record Grants(List<String> unused, List<String> unusedOnFailure, List<String> denied) {}
