package io.localstream.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * The result of a request: its accepted and rejected records.
 *
 * @param accepted the records that the stream accepted
 * @param rejected the records that the stream did not accept, in order
 * @param errorCodes the number of rejected records for each error code
 * @param failure the exception of a request that failed as a whole, or null
 */
record PutResult(
    List<AcceptedRecord> accepted,
    List<PutRecordsRequestEntry> rejected,
    Map<String, Integer> errorCodes,
    SdkException failure) {

  static PutResult of(PutRecordsRequestEntry request, PutRecordResponse result) {
    AcceptedRecord accepted =
        new AcceptedRecord(request, result.shardId(), result.sequenceNumber());
    return new PutResult(List.of(accepted), List.of(), Map.of(), null);
  }

  static PutResult rejecting(List<PutRecordsRequestEntry> request, SdkException failure) {
    Map<String, Integer> errorCodes = Map.of(RequestFailure.code(failure), request.size());
    return new PutResult(List.of(), request, errorCodes, failure);
  }

  /** PutRecords returns one result per record, in the order of the records. */
  static PutResult of(List<PutRecordsRequestEntry> request, List<PutRecordsResultEntry> results) {
    List<AcceptedRecord> accepted = new ArrayList<>();
    List<PutRecordsRequestEntry> rejected = new ArrayList<>();
    Map<String, Integer> errorCodes = new TreeMap<>();
    for (int i = 0; i < request.size(); i++) {
      PutRecordsResultEntry result = results.get(i);
      if (result.errorCode() == null) {
        accepted.add(new AcceptedRecord(request.get(i), result.shardId(), result.sequenceNumber()));
      } else {
        rejected.add(request.get(i));
        errorCodes.merge(result.errorCode(), 1, Integer::sum);
      }
    }
    return new PutResult(accepted, rejected, errorCodes, null);
  }

  /** Returns whether a retry cannot succeed. */
  boolean isFinal() {
    return failure != null && !RequestFailure.mayPass(failure);
  }
}
