package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;

/** Collects the references in an expression, without those in branches that are not taken. */
final class References {
  private final Intrinsics intrinsics;
  private final Set<Reference> found = new LinkedHashSet<>();

  private References(Intrinsics intrinsics) {
    this.intrinsics = intrinsics;
  }

  /**
   * @throws UnresolvedException if a condition cannot be evaluated
   */
  static Set<Reference> in(JsonNode expression, Intrinsics intrinsics) {
    References references = new References(intrinsics);
    references.visit(expression);
    return references.found;
  }

  private void visit(JsonNode node) {
    if (Intrinsics.isCall(node, "Ref")) {
      found.add(Reference.ref(node.get("Ref").asText()));
    } else if (Intrinsics.isCall(node, "Fn::GetAtt")) {
      found.add(Reference.ofGetAtt(node.get("Fn::GetAtt")));
    } else if (Intrinsics.isCall(node, "Fn::Sub")) {
      visitSubstitution(node.get("Fn::Sub"));
    } else if (Intrinsics.isCall(node, "Fn::If")) {
      visit(branch(node.get("Fn::If"), intrinsics));
    } else {
      node.forEach(this::visit);
    }
  }

  private void visitSubstitution(JsonNode argument) {
    JsonNode variables = argument.isArray() ? argument.path(1) : argument.path("none");
    visit(variables);
    Matcher variable =
        Intrinsics.VARIABLE.matcher((argument.isArray() ? argument.path(0) : argument).asText());
    while (variable.find()) {
      String name = variable.group(1);
      if (!name.startsWith("!") && !variables.has(name)) {
        found.add(Reference.ofVariable(name));
      }
    }
  }

  /** Returns the branch of {@code Fn::If} that is taken. */
  static JsonNode branch(JsonNode argument, Intrinsics intrinsics) {
    JsonNode condition =
        JsonNodeFactory.instance.objectNode().put("Condition", argument.path(0).asText());
    return argument.path(intrinsics.holds(condition) ? 1 : 2);
  }
}
