package io.kinesispipeline.infra.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IResource;

/**
 * Suppresses a finding of <a href="https://github.com/cdklabs/cdk-nag">cdk-nag</a> that does not
 * apply to a resource, with the reason. The suppression is metadata in the template, so that
 * reviewers see it. Only the tests depend on cdk-nag.
 */
public final class AcceptedFinding {
  private static final String METADATA = "cdk_nag";
  private static final String RULES = "rules_to_suppress";

  private AcceptedFinding() {}

  /**
   * Suppresses a rule on a resource.
   *
   * @param resource the resource
   * @param rule the rule, such as {@code AwsSolutions-S1}
   * @param reason why the finding does not apply
   * @param findings the findings of the rule to suppress, such as {@code Resource::*}; all if you
   *     give none
   */
  public static void on(IResource resource, String rule, String reason, String... findings) {
    CfnResource cfnResource = (CfnResource) resource.getNode().getDefaultChild();
    Map<String, Object> accepted = new LinkedHashMap<>();
    accepted.put("id", rule);
    accepted.put("reason", reason);
    if (findings.length > 0) {
      accepted.put("applies_to", List.of(findings));
    }
    List<Object> rules = new ArrayList<>();
    if (cfnResource.getMetadata(METADATA) instanceof Map<?, ?> earlier
        && earlier.get(RULES) instanceof List<?> list) {
      rules.addAll(list);
    }
    rules.add(accepted);
    cfnResource.addMetadata(METADATA, Map.of(RULES, rules));
  }
}
