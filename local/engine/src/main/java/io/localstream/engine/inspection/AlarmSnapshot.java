package io.localstream.engine.inspection;

import io.localstream.engine.cloudwatch.Alarm.AlarmState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An alarm of a template.
 *
 * @param name its name
 * @param state its state; empty where the local run can't evaluate it
 * @param since when it came into that state
 * @param alarms how often it went into the state ALARM
 * @param period the length of a datapoint here
 * @param templatePeriod the length of a datapoint as the template has it: where schedules fire more
 *     often than in their templates, periods are shorter by the same factor
 * @param problem why it can't be evaluated
 */
public record AlarmSnapshot(
    String name,
    Optional<AlarmState> state,
    Optional<Instant> since,
    int alarms,
    Duration period,
    Duration templatePeriod,
    Optional<String> problem) {}
