/**
 * What the functions write to standard output: log lines in the format that Lambda is set to, and
 * metrics in CloudWatch's embedded metric format. Each line is one write, so that lines never mix.
 *
 * <p>Nothing here loads a logging or a metrics library: what they would add to each cold start is
 * in docs/performance.md.
 */
package io.kinesispipeline.telemetry;
