package io.localstream.deploytest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The properties of resources as AWS returns them, each with a path: {@code "Lambda::Function
 * ConsumerFunction MemorySize"} is {@code "512"}.
 */
final class ResourceSnapshot {
  /** Properties that change although nobody changes the resource. */
  private static final Set<String> VOLATILE =
      Set.of(
          "ConfigurationUpdatedTimestamp",
          "CreateDate",
          "CreationDate",
          "CreationTime",
          "FirstEventTimestamp",
          "LastEventTimestamp",
          "LastIngestionTime",
          "LastModified",
          "LastModifiedDate",
          "LastProcessingResult",
          "LastUpdateStatusReason",
          "LastUpdateStatusReasonCode",
          "Location",
          "RevisionId",
          "RoleLastUsed",
          "StateReason",
          "StateReasonCode",
          "StateReasonData",
          "StateTransitionedTimestamp",
          "StateUpdatedTimestamp",
          "StateValue",
          "StoredBytes",
          "StreamCreationTimestamp",
          "UploadSequenceToken");

  private static final int NOT_FOUND = 404;
  private static final Pattern ABSENT = Pattern.compile("NotFound|NoSuch|NonExistent|DoesNotExist");

  private final SortedMap<String, String> values = new TreeMap<>();

  /** Adds the properties of a response; none if the resource does not exist. */
  void ask(String path, Supplier<?> answer) {
    try {
      add(path, answer.get());
    } catch (AwsServiceException e) {
      if (e.statusCode() != NOT_FOUND && !ABSENT.matcher(e.awsErrorDetails().errorCode()).find()) {
        throw e;
      }
    }
  }

  /** Adds a value with all nested values. */
  void add(String path, Object value) {
    if (value instanceof SdkPojo answer) {
      for (SdkField<?> field : answer.sdkFields()) {
        addMember(path, field.locationName(), field.getValueOrDefault(answer));
      }
    } else if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> addMember(path, name.toString(), member));
    } else if (value instanceof List<?> elements) {
      for (int i = 0; i < elements.size(); i++) {
        add(elements.size() == 1 ? path : path + "[" + i + "]", elements.get(i));
      }
    } else if (value != null) {
      values.put(path, value.toString());
    }
  }

  private void addMember(String path, String name, Object value) {
    String capitalized = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    if (!VOLATILE.contains(capitalized)) {
      add(path + " " + capitalized, value);
    }
  }

  SortedMap<String, String> values() {
    return values;
  }

  /** Returns the differences, as {@code before → after}. */
  static SortedMap<String, String> changes(Map<String, String> before, Map<String, String> after) {
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    SortedMap<String, String> changes = new TreeMap<>();
    for (String path : paths) {
      if (!Objects.equals(before.get(path), after.get(path))) {
        changes.put(path, before.get(path) + " → " + after.get(path));
      }
    }
    return changes;
  }
}
