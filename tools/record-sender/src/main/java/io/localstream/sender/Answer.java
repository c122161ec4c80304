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
 * What became of one request's records.
 *
 * @param accepted those that are on the stream
 * @param rejected those that are not, in their order
 * @param errorCodes why they are not: how many for each error code
 * @param failure what the request as a whole failed with, or null
 */
record Answer(
    List<AcceptedRecord> accepted,
    List<PutRecordsRequestEntry> rejected,
    Map<String, Integer> errorCodes,
    SdkException failure) {

  static Answer of(PutRecordsRequestEntry request, PutRecordResponse result) {
    AcceptedRecord accepted =
        new AcceptedRecord(request, result.shardId(), result.sequenceNumber());
    return new Answer(List.of(accepted), List.of(), Map.of(), null);
  }

  static Answer rejecting(List<PutRecordsRequestEntry> request, SdkException failure) {
    Map<String, Integer> errorCodes = Map.of(RequestFailure.code(failure), request.size());
    return new Answer(List.of(), request, errorCodes, failure);
  }

  /** PutRecords answers with one result a record, in the records' order. */
  static Answer of(List<PutRecordsRequestEntry> request, List<PutRecordsResultEntry> results) {
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
    return new Answer(accepted, rejected, errorCodes, null);
  }

  /** Whether sending the same again is useless. */
  boolean isFinal() {
    return failure != null && !RequestFailure.mayPass(failure);
  }
}
