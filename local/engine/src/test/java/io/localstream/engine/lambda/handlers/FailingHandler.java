package io.localstream.engine.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Fails in the way that its event names. */
public final class FailingHandler implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String way, Context context) {
    System.out.println("about to: " + way);
    switch (way) {
      case "throw" -> throw new IllegalStateException("no such luck");
      case "hang" -> hang();
      case "exit" -> System.exit(7);
      case "outlive the host" ->
          ProcessHandle.current().parent().ifPresent(host -> host.onExit().join());
      case "fill the heap" -> System.out.println(new byte[2_000_000_000].length);
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
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < megabytes; i++) {
      held.add(new byte[1024 * 1024]);
    }
    hang();
    System.out.println("held " + held.size());
  }
}
