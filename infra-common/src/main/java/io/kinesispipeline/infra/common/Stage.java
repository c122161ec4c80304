package io.kinesispipeline.infra.common;

import io.kinesispipeline.model.Names;
import java.util.regex.Pattern;

/**
 * One of several copies of the pipeline in an account and region. Its name ends every physical name
 * of its stacks, so that the copies are in nobody's way; without a stage the names are the plain
 * ones.
 *
 * @param name 1 to 20 lower-case letters, digits and hyphens, the first a letter; empty where there
 *     is no stage
 */
public record Stage(String name) {
  /** What a name may be, to be read after "must be". */
  public static final String RANGE =
      "1 to 20 lower-case letters, digits and hyphens, a letter first";

  /** The one copy of an account that has no other. */
  public static final Stage NONE = new Stage("");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  /**
   * Refuses other names.
   *
   * @throws IllegalArgumentException when the name is neither valid nor empty
   */
  public Stage {
    if (!name.isEmpty() && !isValid(name)) {
      throw new IllegalArgumentException("a stage must be %s, was '%s'".formatted(RANGE, name));
    }
  }

  /**
   * Whether a text can name a stage.
   *
   * @param text any
   * @return whether it can
   */
  public static boolean isValid(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * A physical name in this stage.
   *
   * @param plain the name where there is no stage
   * @return the name, with the stage after a hyphen
   */
  public String named(String plain) {
    return name.isEmpty() ? plain : plain + "-" + name;
  }

  /**
   * The SSM parameter with the name of this stage's stream.
   *
   * @return the parameter's name
   */
  public String streamNameParameter() {
    return parameter(Names.STREAM_NAME_PARAMETER);
  }

  /**
   * The SSM parameter with the ARN of this stage's stream.
   *
   * @return the parameter's name
   */
  public String streamArnParameter() {
    return parameter(Names.STREAM_ARN_PARAMETER);
  }

  /** The stage is part of the path, so that a policy can allow all parameters of one stream. */
  private String parameter(String plain) {
    int last = plain.lastIndexOf('/');
    return named(plain.substring(0, last)) + plain.substring(last);
  }
}
