package io.localstream.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.time.Waits.Wait;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private final Waits waits = new Waits();

  @Test
  void shouldTakeWhatIsDueInOrder_whenTimeHasPassed() {
    Wait second = add(20);
    Wait first = add(10);
    Wait alsoSecond = add(20);
    add(21);

    assertThat(waits.takeDue(9, 0)).isEmpty();
    assertThat(waits.takeDue(20, 0)).containsExactly(first, second, alsoSecond);
    assertThat(waits.next(0)).hasValue(21);
  }

  @Test
  void shouldKeepAPoll_whileNothingHasChangedSinceItLooked() {
    Wait poll = waits.add(10, 3, this, () -> {});
    add(50);

    assertThat(waits.next(3)).hasValue(50);
    assertThat(waits.takeDue(20, 3)).isEmpty();
    assertThat(waits.next(4)).hasValue(10);
    assertThat(waits.takeDue(20, 4)).containsExactly(poll);
  }

  @Test
  void shouldHaveNothingWorthwhile_whenOnlyPollsWait() {
    waits.add(10, 0, this, () -> {});

    assertThat(waits.next(0)).isEqualTo(OptionalLong.empty());
    assertThat(waits.next(Waits.ALL)).hasValue(10);
  }

  @Test
  void shouldForgetTheWaitsOfOneOwner_whenItStops() {
    add(10);
    Wait other = waits.add(20, Wait.WORK, "other", () -> {});

    assertThat(waits.removeAll(this)).isEqualTo(1);
    assertThat(waits.takeDue(100, 0)).containsExactly(other);
    assertThat(waits.remove(other)).isFalse();
  }

  private Wait add(long due) {
    return waits.add(due, Wait.WORK, this, () -> {});
  }
}
