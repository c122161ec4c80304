package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final StopSignal stop = new StopSignal();

  @Test
  void shouldStop_whenTheInputEnds() {
    stop.listenTo(InputStream.nullInputStream());

    await().until(() -> stop.is(StopSignal.State.DRAINING));
    assertThat(stop.failure()).isEmpty();
  }

  @Test
  void shouldSayWhy_whenNobodyCouldStopTheRunAnyMore() {
    stop.listenTo(
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("broken");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read();
          }
        });

    await().until(() -> stop.is(StopSignal.State.DRAINING));
    assertThat(stop.failure())
        .contains(
            "The run cannot continue, because its reader of stop requests failed:"
                + " java.lang.IllegalStateException: broken");
  }
}
