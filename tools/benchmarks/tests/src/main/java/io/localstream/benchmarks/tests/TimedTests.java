package io.localstream.benchmarks.tests;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of a class, and prints a line when each has ended. */
public final class TimedTests implements TestExecutionListener {
  private boolean failed;

  private TimedTests() {}

  /**
   * Exits with 1 if a test failed, after it printed why.
   *
   * @param args the name of the class
   * @throws ClassNotFoundException if there is no such class
   */
  public static void main(String[] args) throws ClassNotFoundException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Class.forName(args[0])))
            .build();
    TimedTests tests = new TimedTests();
    LauncherFactory.create().execute(request, tests);
    System.exit(tests.failed ? 1 : 0);
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    result.getThrowable().ifPresent(Throwable::printStackTrace);
    failed |= result.getStatus() != Status.SUCCESSFUL;
    if (identifier.isTest()) {
      System.out.println("Test ended");
    }
  }
}
