package io.kinesispipeline.infra.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.assertions.Template;

/** Looks up resources in templates, and reads expected JSON. */
public final class Templates {
  /** The ARN of a user's key. */
  public static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234";

  /** The type of a JSON array. */
  public static final TypeReference<List<Object>> LIST = new TypeReference<>() {};

  /** The type of a JSON object. */
  public static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private static final JsonMapper JSON = new JsonMapper();

  private Templates() {}

  /** The logical id of a template's only resource of a type. */
  public static String onlyId(Template template, String type) {
    Map<String, ?> resources = template.findResources(type);
    assertThat(resources).as(type).hasSize(1);
    return resources.keySet().iterator().next();
  }

  /** Reads JSON that a test has in its source. */
  public static <T> T json(TypeReference<T> type, String text) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
