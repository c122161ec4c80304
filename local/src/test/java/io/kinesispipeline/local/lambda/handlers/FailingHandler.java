package io.kinesispipeline.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.concurrent.CountDownLatch;

/** Fails in the way that its event names. */
public class FailingHandler implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String way, Context context) {
    System.out.println("about to: " + way);
    switch (way) {
      case "throw" -> throw new IllegalStateException("no such luck");
      case "hang" -> hang();
      case "exit" -> System.exit(7);
      case "outlive the host" ->
          ProcessHandle.current().parent().ifPresent(host -> host.onExit().join());
      case "fill the heap" -> hold(2000);
      case "hold 100 MB" -> hold(100);
      case "return 7 MB" -> {
        return "x".repeat(7 * 1024 * 1024);
      }
      default -> {
        return "fine";
      }
    }
    return "unreachable";
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hold(int megabytes) {
    byte[] held = new byte[megabytes * 1024 * 1024];
    hang();
    System.out.println("held " + held.length);
  }
}
