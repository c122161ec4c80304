package io.localstream.replay;

/**
 * A line of a file.
 *
 * @param number 1 or more
 * @param bytes the line without its end
 */
record Line(long number, byte[] bytes) {}
