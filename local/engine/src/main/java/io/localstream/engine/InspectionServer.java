package io.localstream.engine;

import io.localstream.engine.InspectionSettings.PageSettings;
import io.localstream.engine.control.ControlledParts;
import io.localstream.engine.control.RunControl;
import io.localstream.engine.endpoint.AwsEndpoint;
import io.localstream.engine.inspection.AccessToken;
import io.localstream.engine.inspection.Inspection;
import io.localstream.engine.inspection.InspectionApi;
import io.localstream.engine.inspection.PageSession;
import io.localstream.engine.inspection.RunActions;
import io.localstream.engine.inspection.RunTimeline;
import io.localstream.engine.lifecycle.BackgroundTasks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Serves the inspection, the actions and the page of a run at its endpoint.
 *
 * @param controlled the parts that actions control; until it completes, actions are refused
 */
record InspectionServer(
    InspectionSettings settings,
    Inspection inspection,
    CompletableFuture<ControlledParts> controlled,
    RunningParts parts,
    BackgroundTasks background,
    Clock clock) {

  void serve(AwsEndpoint endpoint) {
    Path tokenFile = settings.tokenFile();
    Optional<PageSettings> page = settings.page();
    RunTimeline timeline = new RunTimeline(inspection);
    RunActions actions = RunControl.actions(controlled, page.map(PageSettings::templates));
    AccessToken token = parts.add(AccessToken.create(tokenFile));
    PageSession session =
        PageSession.open(tokenFile.resolveSibling(tokenFile.getFileName() + ".page"));
    endpoint.serve(
        InspectionApi.PATH,
        parts.add(new InspectionApi(inspection, timeline, token, session, actions)));
    page.ifPresent(shown -> show(shown, endpoint, timeline));
  }

  private void show(PageSettings page, AwsEndpoint endpoint, RunTimeline timeline) {
    endpoint.serve(InspectionSettings.PAGE_PATH, page.files());
    ScheduledExecutorService timer = background.timer("timeline");
    parts.add(timer, waiting -> timer.shutdownNow());
    long interval = RunTimeline.INTERVAL.toMillis();
    // The timer reports a failure.
    Future<?> unused =
        timer.scheduleAtFixedRate(
            () -> timeline.sample(clock.instant()), interval, interval, TimeUnit.MILLISECONDS);
  }
}
