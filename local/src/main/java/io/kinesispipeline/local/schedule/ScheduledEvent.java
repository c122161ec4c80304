package io.kinesispipeline.local.schedule;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The event that a scheduled rule sends to its targets.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html">Invoking
 *     a Lambda function on a schedule</a>
 */
record ScheduledEvent(String id, String account, String region, Instant time, String ruleArn) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The event as JSON in UTF-8; its time has no fraction of a second, as on AWS. */
  byte[] toJson() {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0");
    event.put("id", id);
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws.events");
    event.put("account", account);
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", region);
    event.putArray("resources").add(ruleArn);
    event.putObject("detail");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
