package io.kinesispipeline.sender;

/** Whether records of one partition key keep their order on the stream. */
public enum Ordering {
  /**
   * Requests are as few as Kinesis's limits allow. Where it rejects some records of a request,
   * those come after later ones of the same request.
   */
  NONE,

  /**
   * A request holds at most one record of a partition key, so that a rejected one is sent again
   * before the next of its key.
   */
  PARTITION_KEY
}
