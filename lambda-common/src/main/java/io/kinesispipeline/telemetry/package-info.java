/**
 * The output of the functions: log lines in the format that Lambda is configured with, and metrics
 * in CloudWatch's embedded metric format. Each line is written in one call, so that lines are never
 * mixed.
 *
 * <p>This package uses no logging or metrics library. docs/performance.md shows how much they would
 * add to each cold start.
 */
package io.kinesispipeline.telemetry;
