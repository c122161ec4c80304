package io.localstream.engine.inspection;

import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An alarm of a template.
 *
 * @param name the alarm's name
 * @param state the alarm's state; empty if the local run cannot evaluate the alarm
 * @param since when the alarm went into this state
 * @param alarms how often the alarm went into the state ALARM
 * @param period the alarm's period in this run; if schedules fire more often than in their
 *     templates, it is shorter than in the template by the same factor
 * @param templatePeriod the alarm's period in the template
 * @param problem why the local run cannot evaluate the alarm
 */
public record AlarmSnapshot(
    String name,
    Optional<AlarmState> state,
    Optional<Instant> since,
    int alarms,
    Duration period,
    Duration templatePeriod,
    Optional<String> problem) {}
