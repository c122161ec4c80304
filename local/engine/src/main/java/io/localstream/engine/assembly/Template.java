package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;

/** What a resource needs of the template that declares it. */
interface Template {
  /** The stack's name. */
  String name();

  /** Where the stack deploys to. */
  Environment environment();

  /**
   * Evaluates an expression.
   *
   * @throws UnresolvedException where it refers to what is not known here
   */
  JsonNode evaluate(JsonNode expression);

  /**
   * Evaluates a condition.
   *
   * @throws UnresolvedException where there is none of that name
   */
  boolean condition(String name);
}
