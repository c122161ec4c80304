package io.localstream.engine.assembly;

import io.localstream.engine.lifecycle.StartException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The account and the region that stacks deploy to. */
record Environment(String region, String account) {
  private static final Pattern FORM = Pattern.compile("aws://([^/]+)/([^/]+)");

  /** Parses {@code aws://account/region}. Replaces an unknown account or region with a default. */
  static Environment parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new StartException(
          "A stack's environment must be aws://account/region, was %s.".formatted(text));
    }
    return new Environment(
        matcher.group(2).replace("unknown-region", "us-east-1"),
        matcher.group(1).replace("unknown-account", "000000000000"));
  }

  String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  String urlSuffix() {
    return partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
  }

  String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region, account, resource);
  }
}
