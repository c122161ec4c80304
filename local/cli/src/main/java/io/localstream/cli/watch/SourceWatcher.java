package io.localstream.cli.watch;

import io.localstream.engine.Pipeline;
import io.localstream.engine.PipelineListener;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches the sources of a running pipeline, and updates the pipeline after changes. An unexpected
 * failure ends the run.
 */
public final class SourceWatcher {
  private static final long SCAN_MILLIS = 200;

  /** How long all files must be unchanged before a change is built. */
  private static final long SETTLE_MILLIS = 80;

  private final Reloader reloader;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<Thread> thread = Optional.empty();
  private boolean closing;

  private SourceWatcher(Reloader reloader) {
    this.reloader = reloader;
  }

  /**
   * Starts to watch.
   *
   * @param deployment the deployment that the pipeline runs
   * @param listener receives each reload and all errors
   * @throws StartException if the build cannot be watched
   */
  public static SourceWatcher start(
      WatchSettings settings, Deployment deployment, Pipeline pipeline, PipelineListener listener) {
    try {
      SourceWatcher watcher =
          new SourceWatcher(new Reloader(settings, deployment, pipeline, listener));
      // Before anything else, so that no later change is missed.
      FileScan built = FileScan.of(watcher.reloader.roots());
      new BackgroundTasks(listener::broke)
          .run("watcher of the sources", () -> watcher.watch(built));
      return watcher;
    } catch (IOException e) {
      throw new StartException("--watch cannot read the build: " + e.getMessage(), e);
    }
  }

  private void watch(FileScan built) throws IOException, InterruptedException {
    try {
      begin(Thread.currentThread());
      reloader.prepare();
      ChangeDetector detector = new ChangeDetector(built);
      while (!isClosing()) {
        TimeUnit.MILLISECONDS.sleep(detector.isUnsettled() ? SETTLE_MILLIS : SCAN_MILLIS);
        Set<Path> changed = detector.next(FileScan.of(reloader.roots()));
        if (!changed.isEmpty()) {
          reloader.reload(changed);
        }
      }
    } catch (IOException | RuntimeException e) {
      // An interrupt also ends reading and writing files, with a different exception.
      if (!isClosing()) {
        throw e;
      }
    } finally {
      reloader.close();
      ended.countDown();
    }
  }

  private synchronized void begin(Thread watching) {
    thread = Optional.of(watching);
    if (closing) {
      watching.interrupt();
    }
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** Stops watching, and interrupts a reload in progress. Waits until its processes have ended. */
  public void stop() throws InterruptedException {
    synchronized (this) {
      closing = true;
      thread.ifPresent(Thread::interrupt);
    }
    ended.await();
  }
}
