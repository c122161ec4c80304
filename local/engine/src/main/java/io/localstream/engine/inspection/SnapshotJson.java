package io.localstream.engine.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes snapshots as JSON: times in ISO 8601, durations in milliseconds, bytes as {@code {"text":
 * …}} if they are UTF-8 and as {@code {"base64": …}} otherwise, missing values as {@code null}.
 */
final class SnapshotJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(Path.class, ToStringSerializer.instance)
                  .addSerializer(new OfDuration())
                  .addSerializer(new OfOptional())
                  .addSerializer(new OfBytes()))
          .build();

  private SnapshotJson() {}

  static JsonNode tree(Object snapshot) {
    return JSON.valueToTree(snapshot);
  }

  /** Returns the JSON in one line: JSON has line breaks only between its tokens. */
  static String line(Object snapshot) {
    try {
      return JSON.writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot always has a JSON form", e);
    }
  }

  /** Returns bytes as JSON if they are JSON, and otherwise as text or base64. */
  static JsonNode content(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      return node.isMissingNode() ? tree(bytes) : node;
    } catch (IOException e) {
      return tree(bytes);
    }
  }

  private static final class OfDuration extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    OfDuration() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.toMillis());
    }
  }

  private static final class OfOptional extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    OfOptional() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), out);
    }
  }

  private static final class OfBytes extends StdSerializer<byte[]> {
    private static final long serialVersionUID = 1L;

    OfBytes() {
      super(byte[].class);
    }

    @Override
    public void serialize(byte[] value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      try {
        out.writeStringField(
            "text", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
      } catch (CharacterCodingException e) {
        out.writeBinaryField("base64", value);
      }
      out.writeEndObject();
    }
  }
}
