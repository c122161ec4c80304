package io.localstream.cli;

import io.localstream.engine.PipelineSettings;
import io.localstream.engine.assembly.CreatedResource;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.emulator.ServiceEndpoint;
import io.localstream.engine.schedule.Durations;
import java.net.URI;
import java.util.List;

/** Prints the header: the deployment, the files and the endpoint of the run. */
final class Header {
  /** The maximum number of characters of filter patterns that the header shows. */
  private static final int MAX_FILTERS = 100;

  private Header() {}

  static void print(
      Console console, PipelineSettings settings, Deployment deployment, URI endpoint) {
    line(console, "Stacks", String.join(", ", deployment.stacks()));
    deployment
        .streams()
        .forEach(s -> line(console, "Stream", s.name() + ", " + count(s.shardCount(), "shard")));
    deployment.schedules().forEach(s -> line(console, "Schedule", schedule(settings, s)));
    deployment.mappings().forEach(m -> line(console, "Source", mapping(m)));
    line(console, "Failures", settings.failures().toString());
    line(console, "Logs", settings.log().toString());
    line(console, "Metrics", settings.metrics().toString());
    line(console, "Endpoint", endpoint.toString());
    settings
        .inspection()
        .page()
        .map(page -> PageAddress.of(endpoint, settings.inspection().tokenFile()))
        .ifPresent(page -> line(console, "Page", page.uri().toString()));
    line(
        console,
        "Inspect",
        "%s/_local/ with the token in %s".formatted(endpoint, settings.inspection().tokenFile()));
    deployment.created().forEach(c -> line(console, kind(c), created(c, endpoint)));
    settings.services().ifPresent(other -> line(console, "Services", services(settings, other)));
    if (!deployment.notSimulated().isEmpty()) {
      line(console, "Left out", String.join(", ", deployment.notSimulated()));
    }
    if (!settings.faults().isEmpty()) {
      line(console, "Faults", String.join(", ", settings.faults()) + ", --seed " + settings.seed());
    }
    console.println("");
  }

  private static void line(Console console, String what, String text) {
    console.notice("%-9s %s".formatted(what, text));
  }

  private static String schedule(PipelineSettings settings, Schedule schedule) {
    String own = schedule.expression();
    String rate =
        settings
            .every()
            .map(e -> "every " + Durations.format(e) + ", sped up from the template's " + own)
            .orElse(own);
    if (!schedule.enabled()) {
      rate = "is disabled";
    } else if (!settings.schedules()) {
      rate = "does not fire (--no-schedule)";
    }
    return schedule.name() + " → " + schedule.functionName() + ", " + rate;
  }

  static String mapping(EventSourceMapping mapping) {
    return "%s → %s, batches of %d, from %s%s%s%s"
            .formatted(
                mapping.streamName(),
                mapping.functionName(),
                mapping.batchSize(),
                mapping.startingPosition(),
                mapping.startingTimestamp().map(timestamp -> " " + timestamp).orElse(""),
                mapping.consumerArn().isPresent()
                    ? ", polled here instead of enhanced fan-out"
                    : "",
                mapping.enabled() ? "" : ", disabled")
        + filters(mapping.filters());
  }

  /** Returns the filter patterns, shortened: a pattern has up to 4,096 characters. */
  private static String filters(List<String> patterns) {
    if (patterns.isEmpty()) {
      return "";
    }
    String text = String.join(" or ", patterns);
    return ", filtered by "
        + (text.length() > MAX_FILTERS ? text.substring(0, MAX_FILTERS) + "…" : text);
  }

  /** Returns the last part of the type: {@code Table} of {@code AWS::DynamoDB::Table}. */
  private static String kind(CreatedResource resource) {
    return resource.type().substring(resource.type().lastIndexOf(':') + 1);
  }

  private static String created(CreatedResource resource, URI endpoint) {
    return "%s, %s (%s) at %s"
        .formatted(resource.where(), resource.physicalId(), resource.type(), endpoint);
  }

  private static String services(PipelineSettings settings, ServiceEndpoint other) {
    String where = other.isPrivate() ? "others on MiniStack" : "others at " + other;
    String unchecked = String.join(", ", settings.uncheckedServices());
    return where + (unchecked.isEmpty() ? "" : ", without a check: " + unchecked);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
