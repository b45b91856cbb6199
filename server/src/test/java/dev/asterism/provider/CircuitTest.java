package dev.asterism.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Circuit.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A circuit that opens at half of four to eight calls, for ten seconds.
class CircuitTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Circuit circuit =
      new Circuit(new Circuit.Settings(8, 4, 0.5, Duration.ofSeconds(10)));

  @Test
  void aFewFailuresShowNothing() {
    fail(3, 0);
    assertThat(circuit.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void tooManyFailuresOpenIt() {
    succeed(2);
    fail(2, 0);
    assertThat(circuit.state()).isEqualTo(State.OPEN);
    assertThat(circuit.enter(9 * SECOND)).isEmpty();
    assertThat(circuit.closedFor(3 * SECOND)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void failuresOfLongAgoAreForgotten() {
    fail(3, 0);
    succeed(8);
    fail(3, 0);
    assertThat(circuit.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void afterAPauseOneCallAtATimeMayTry() {
    fail(4, 0);
    Circuit.Permit probe = circuit.enter(10 * SECOND).orElseThrow();
    assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    assertThat(circuit.enter(11 * SECOND)).isEmpty();
    probe.succeeded();
    assertThat(circuit.state()).isEqualTo(State.CLOSED);
    assertThat(circuit.enter(11 * SECOND)).isPresent();
    assertThat(circuit.enter(11 * SECOND)).isPresent();
  }

  @Test
  void aTryThatFailsOpensItAnew() {
    fail(4, 0);
    circuit.enter(10 * SECOND).orElseThrow().failed(12 * SECOND);
    assertThat(circuit.enter(21 * SECOND)).isEmpty();
    assertThat(circuit.enter(22 * SECOND)).isPresent();
  }

  @Test
  void aTryThatShowsNothingLeavesTheNextOneIn() {
    fail(4, 0);
    circuit.enter(10 * SECOND).orElseThrow().undecided();
    assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    assertThat(circuit.enter(10 * SECOND)).isPresent();
  }

  @Test
  void callsFromBeforeItOpenedSayNothingOfWhatIsNow() {
    Circuit.Permit early = circuit.enter(0).orElseThrow();
    Circuit.Permit other = circuit.enter(0).orElseThrow();
    fail(4, 0);
    early.succeeded();
    assertThat(circuit.state()).isEqualTo(State.OPEN);
    assertThat(circuit.enter(10 * SECOND)).isPresent();
    other.failed(10 * SECOND);
    assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
  }

  private void fail(int times, long now) {
    for (int i = 0; i < times; i++) {
      circuit.enter(now).orElseThrow().failed(now);
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      circuit.enter(0).orElseThrow().succeeded();
    }
  }
}
