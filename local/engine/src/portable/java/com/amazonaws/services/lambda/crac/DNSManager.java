package com.amazonaws.services.lambda.crac;

/**
 * Stands in for the runtime interface client's class of the same name, whose only method is native.
 */
class DNSManager {
  private DNSManager() {}

  static void clearCache() {
    // A local environment is restored on the machine that it was started on: no address changed.
  }
}
