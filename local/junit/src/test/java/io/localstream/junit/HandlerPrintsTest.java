package io.localstream.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerPrintsTest {
  private final HandlerPrints prints = new HandlerPrints();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void endThread() {
    pool.shutdownNow();
  }

  @Test
  void shouldPrintToTheLog_whileThePipelineRuns() throws Exception {
    prints.begin(log::add);
    System.out.println("from the handler");
    print("from its thread");
    System.out.print("an unfinished line");
    prints.end();
    System.out.println("after the invocation");
    print("from its thread, later");

    assertThat(log)
        .containsExactly(
            "from the handler", "from its thread", "an unfinished line", "from its thread, later");
  }

  @Test
  void shouldNotPrintToTheLog_whenThePipelineHasEnded() throws Exception {
    prints.begin(log::add);
    print("while it runs");
    prints.end();

    prints.close();
    print("HandlerPrintsTest prints this line after the pipeline has ended");

    assertThat(log).containsExactly("while it runs");
  }

  private void print(String line) throws Exception {
    pool.submit(() -> System.out.println(line)).get();
  }
}
