package io.kinesispipeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventSampleTest {
  private static final JsonMapper MAPPER = EventJson.strictMapper();

  private enum Currency {
    EUR,
    USD
  }

  private record Price(BigDecimal amount, Currency currency) {}

  private record Item(String article, Integer quantity, Price price, byte[] picture) {}

  private record Order(
      UUID id,
      List<Item> items,
      Set<String> tags,
      Map<String, Price> prices,
      boolean gift,
      char c) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Placed.class, name = "placed"),
    @JsonSubTypes.Type(value = Cancelled.class, name = "cancelled")
  })
  private sealed interface OrderEvent permits Placed, Cancelled {}

  private record Placed(List<Item> items) implements OrderEvent {}

  private record Cancelled(String reason) implements OrderEvent {}

  private record Tree(String name, List<Tree> branches) {}

  private record Chain(Chain next) {}

  private record Positive(int amount) {
    Positive {
      if (amount <= 0) {
        throw new IllegalArgumentException("amount must be positive");
      }
    }

    @SuppressWarnings("UnusedMethod") // the factory calls it
    static Positive sample() {
      return new Positive(1);
    }
  }

  private record Payment(Positive amount) {}

  private record Refusing(String text) {
    @SuppressWarnings("UnusedMethod") // the factory calls it
    Refusing {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("text must not be empty");
      }
    }
  }

  private record WithThread(Thread thread) {}

  /** Tests the project's own event. If it fails, the message says what to do. */
  @Test
  void shouldReadSampleAsWritten() {
    assertThat(EventJson.read(EventSample.json())).isEqualTo(EventSample.event());
  }

  @Test
  void shouldHaveEmptyValues_whenTheEventHasListsAndRecords() throws Exception {
    assertThat(MAPPER.writeValueAsString(SampleFactory.make(Order.class)))
        .isEqualTo(
            "{\"id\":\"00000000-0000-0000-0000-000000000000\",\"items\":[{\"article\":\"\","
                + "\"quantity\":0,\"price\":{\"amount\":0,\"currency\":\"EUR\"},\"picture\":\"\"}],"
                + "\"tags\":[\"\"],\"prices\":{},\"gift\":false,\"c\":\" \"}");
  }

  @Test
  void shouldBeOfFirstPermittedType_whenEventIsSealedInterface() throws Exception {
    String json =
        MAPPER.writerFor(OrderEvent.class).writeValueAsString(SampleFactory.make(OrderEvent.class));
    assertThat(json).startsWith("{\"type\":\"placed\",\"items\":[{");
    assertThat(MAPPER.readValue(json, OrderEvent.class)).isInstanceOf(Placed.class);
  }

  @Test
  void shouldTerminate_whenEventHasListOfItsOwnType() {
    assertThat(SampleFactory.make(Tree.class)).isEqualTo(new Tree("", List.of()));
  }

  @Test
  void shouldUseSampleMethod_whenTypeDeclaresOne() {
    assertThat(SampleFactory.make(Payment.class)).isEqualTo(new Payment(new Positive(1)));
  }

  @Test
  void shouldSayWhatToDo_whenConstructorRejectsEmptyValues() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SampleFactory.make(Refusing.class))
        .withMessageContaining("Refusing, because its constructor rejects empty values")
        .withMessageContaining("text must not be empty")
        .withMessageContaining("declare 'static Refusing sample()'");
  }

  @Test
  void shouldSayWhatToDo_whenEventContainsItself() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SampleFactory.make(Chain.class))
        .withMessageContaining("Chain, because it contains itself");
  }

  @Test
  void shouldSayWhatToDo_whenTypeIsNotSupported() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SampleFactory.make(WithThread.class))
        .withMessageContaining("cannot create a sample of java.lang.Thread")
        .withMessageContaining("in the record that contains it");
  }
}
