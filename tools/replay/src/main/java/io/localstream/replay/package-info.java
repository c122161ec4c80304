/**
 * Puts events from a file on a stream, and captures the records of a stream in such a file. The
 * stream is in the local run in progress, or on AWS.
 */
package io.localstream.replay;
