package io.localstream.redrive;

import java.io.PrintWriter;

/** Prints the progress of a redrive, and counts objects and records. */
final class RedriveReport {
  private final PrintWriter out;
  private final PrintWriter err;
  private int objects;
  private int records;
  private int skipped;
  private int problems;

  RedriveReport(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void sent(FailureObject object, String stream) {
    count(object);
    out.printf("sent %s to %s: %s%n", records(object), stream, object.key().key());
  }

  void wouldSend(FailureObject object, String stream) {
    count(object);
    out.printf("would send %s to %s: %s%n", records(object), stream, object.key().key());
  }

  void skipped(int marked) {
    skipped += marked;
  }

  void notSent(FailureKey key, String reason) {
    problems++;
    err.printf("NOT SENT %s: %s%n", key.key(), reason);
  }

  void notMarked(FailureObject object, String reason) {
    problems++;
    err.printf(
        "SENT, BUT NOT MARKED %s, so the next redrive sends it again: %s%n",
        object.key().key(), reason);
  }

  /** Prints the totals. */
  void finish(boolean dryRun) {
    out.printf(
        "%s %d records of %d failure objects; %d objects had been sent before; %d problems%n",
        dryRun ? "Would send" : "Sent", records, objects, skipped, problems);
  }

  boolean hasProblems() {
    return problems > 0;
  }

  private void count(FailureObject object) {
    objects++;
    records += object.records().size();
  }

  private static String records(FailureObject object) {
    int count = object.records().size();
    return count + (count == 1 ? " record" : " records");
  }
}
