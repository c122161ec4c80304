package io.kinesispipeline.local.assembly;

/** The account and the region that a stack deploys to. */
record Environment(String region, String account) {
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

  /** The ARN of a resource that belongs to no region, such as a role. */
  String globalArn(String service, String resource) {
    return "arn:%s:%s::%s:%s".formatted(partition(), service, account, resource);
  }
}
