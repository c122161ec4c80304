package io.localstream.replay;

/**
 * A line of a file.
 *
 * @param number the line number, 1 or more
 * @param bytes the line without its line separator
 */
record Line(long number, byte[] bytes) {}
