package io.kinesispipeline.infra.common;

import io.kinesispipeline.model.Names;
import java.util.regex.Pattern;

/**
 * One of several copies of the pipeline in an account and region. Its name is the suffix of every
 * physical name, so that the copies do not conflict. Without a stage, the names have no suffix.
 *
 * @param name 1 to 20 lowercase letters, digits and hyphens, starting with a letter; empty for no
 *     stage
 */
public record Stage(String name) {
  /** The valid names, worded to follow "must be". */
  public static final String RANGE =
      "1 to 20 lowercase letters, digits and hyphens, starting with a letter";

  /** No stage: the only copy in an account and region. */
  public static final Stage NONE = new Stage("");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  /**
   * Rejects names that are not valid.
   *
   * @throws IllegalArgumentException if the name is neither valid nor empty
   */
  public Stage {
    if (!name.isEmpty() && !isValid(name)) {
      throw new IllegalArgumentException("a stage must be %s, was '%s'".formatted(RANGE, name));
    }
  }

  /**
   * Returns whether a text is a valid name of a stage.
   *
   * @param text the text
   * @return whether the name is valid
   */
  public static boolean isValid(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Returns a physical name in this stage.
   *
   * @param plain the name without a stage
   * @return the name, followed by a hyphen and the stage
   */
  public String named(String plain) {
    return name.isEmpty() ? plain : plain + "-" + name;
  }

  /**
   * Returns the name of the SSM parameter that holds the stream's name.
   *
   * @return the parameter's name
   */
  public String streamNameParameter() {
    return parameter(Names.STREAM_NAME_PARAMETER);
  }

  /**
   * Returns the name of the SSM parameter that holds the stream's ARN.
   *
   * @return the parameter's name
   */
  public String streamArnParameter() {
    return parameter(Names.STREAM_ARN_PARAMETER);
  }

  /** Adds the stage to the path, so that a policy can allow all parameters of one stream. */
  private String parameter(String plain) {
    int last = plain.lastIndexOf('/');
    return named(plain.substring(0, last)) + plain.substring(last);
  }
}
