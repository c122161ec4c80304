package io.localstream.engine.assembly;

import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.iam.policy.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The roles of all stacks with their inline and attached policies. */
final class RoleCatalog {
  private final Map<String, Resource> roles = new HashMap<>();
  private final List<Resource> policies = new ArrayList<>();

  RoleCatalog(List<Resource> resources) {
    for (Resource resource : resources) {
      switch (resource.type()) {
        case "AWS::IAM::Role" -> roles.put(PhysicalId.of(resource).arn(), resource);
        case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy" -> policies.add(resource);
        default -> {
          // Not about a role.
        }
      }
    }
  }

  /** Returns the execution role of a function. */
  Role roleOf(Properties function) {
    String arn = function.requiredText("Role");
    Resource role = roles.get(arn);
    if (role == null) {
      throw function.error(
          "Role",
          "must be a role that one of the stacks creates, because the local run needs its policies;"
              + " was "
              + arn);
    }
    String name = PhysicalId.of(role).ref();
    List<Statement> statements = new ArrayList<>(role.read(RoleCatalog::inlineStatements));
    for (Resource policy : policies) {
      if (policy.texts("Roles").contains(name)) {
        statements.addAll(policy.read(RoleCatalog::attachedStatements));
      }
    }
    return new Role(name, arn, List.copyOf(statements));
  }

  private static List<Statement> inlineStatements(Properties role) {
    role.ignoring(
        "AssumeRolePolicyDocument",
        "Description",
        "MaxSessionDuration",
        "Path",
        "RoleName",
        "Tags");
    List<String> managed = role.texts("ManagedPolicyArns");
    if (!managed.isEmpty()) {
      throw role.error(
          "ManagedPolicyArns",
          "must not name %s, whose statements are not in the template: write them into"
                  .formatted(managed.get(0))
              + " an inline policy of the role");
    }
    return role.objects("Policies").stream()
        .map(policy -> policy.ignoring("PolicyName").object("PolicyDocument"))
        .flatMap(document -> PolicyTranslator.statements(document).stream())
        .toList();
  }

  private static List<Statement> attachedStatements(Properties policy) {
    policy.ignoring(
        "Description", "Groups", "ManagedPolicyName", "Path", "PolicyName", "Roles", "Users");
    return PolicyTranslator.statements(policy.object("PolicyDocument"));
  }
}
