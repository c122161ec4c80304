package io.kinesispipeline.infra.common;

import java.util.List;

/**
 * The VPC that a function is connected to.
 *
 * @param subnetIds the subnets, all in one VPC and at least one
 * @param securityGroupIds the security groups of that VPC, at least one
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html">Functions in a
 *     VPC</a>
 */
public record VpcSettings(List<String> subnetIds, List<String> securityGroupIds) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a list is empty
   */
  public VpcSettings {
    if (subnetIds.isEmpty() || securityGroupIds.isEmpty()) {
      throw new IllegalArgumentException(
          "a VPC needs subnets and security groups, were %s and %s"
              .formatted(subnetIds, securityGroupIds));
    }
    subnetIds = List.copyOf(subnetIds);
    securityGroupIds = List.copyOf(securityGroupIds);
  }
}
