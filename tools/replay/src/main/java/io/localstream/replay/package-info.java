/**
 * Puts events from a file on a stream, and captures what is on a stream in such a file: of the
 * local run in progress, or of AWS.
 */
package io.localstream.replay;
