package dev.asterism.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Usage;
import dev.asterism.local.LocalEncoders;
import dev.asterism.policy.Recall;
import dev.asterism.student.Encoders;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What a semantic cache of two answers, kept for an hour, makes of questions; proved from 0.8 on.
class KeptAnswersTest {

  private static final String SCOPE = "scope";
  private static final NamedPolicy POLICY = policy("help");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger attempt = new AtomicInteger(1);
  private final SemanticCache cache =
      new SemanticCache(
          new LocalEncoders(),
          _ -> new Standings.Standing(attempt.get(), new Recall(OptionalDouble.of(0.8), 0)),
          now::get);

  private static NamedPolicy policy(String name) {
    NamedPolicy.Similar similar = new NamedPolicy.Similar(0.05, 0.05, 2, Optional.empty());
    return new NamedPolicy(
        name,
        new Manner.Direct("big"),
        List.of(),
        Duration.ofMinutes(1),
        Optional.of(new NamedPolicy.Caching(Duration.ofHours(1), true, Optional.of(similar))),
        Optional.empty());
  }

  private Optional<Glance> look(String scope, String question) {
    return cache.look(POLICY, scope, question, 0.5);
  }

  /// Keeps an answer, as its policy's, to a question of a scope that is known.
  private KeptAnswer keep(String question, String answer) {
    var _ = look(SCOPE, question);
    Glance glance = look(SCOPE, question).orElseThrow();
    return cache.keep(glance, new TraceId("trace-001"), answer, "big", Usage.NONE).orElseThrow();
  }

  private Optional<String> given(String question) {
    return look(SCOPE, question)
        .filter(glance -> glance.step() == Recall.Step.GIVE)
        .flatMap(Glance::nearest)
        .map(KeptAnswer::answer);
  }

  @Test
  void aSimilarQuestionIsGivenTheAnswer() {
    keep("How do I close my account?", "So.");
    assertThat(given("Please, how do I close my account?")).contains("So.");
    assertThat(given("What will the weather be like in Zurich?")).isEmpty();
  }

  @Test
  void aScopeIsKeptFromItsSecondQuestionOn() {
    assertThat(look("fresh", "How do I close my account?")).isEmpty();
    assertThat(look("fresh", "How do I close my account?")).isPresent();
  }

  @Test
  void whatOneScopeKeepsIsNotGivenInAnother() {
    keep("How do I close my account?", "So.");
    var _ = look("other", "How do I close my account?");
    assertThat(look("other", "How do I close my account?").orElseThrow().nearest()).isEmpty();
  }

  @Test
  void questionsWithOtherNumbersAreNotAlike() {
    keep("How much is 12 EUR in francs?", "11");
    assertThat(given("How much is 13 EUR in francs?")).isEmpty();
    assertThat(given("How much is 12 EUR in francs now?")).contains("11");
  }

  @Test
  void answersAreGivenNoLongerThanTheyMayBe() {
    keep("How do I close my account?", "So.");
    now.set(Instant.EPOCH.plus(Duration.ofHours(1)));
    assertThat(given("Please, how do I close my account?")).isEmpty();
  }

  @Test
  void theLongestUnusedGoesWhereThereAreTooMany() {
    keep("How do I close my account?", "first");
    keep("Where is my parcel?", "second");
    assertThat(given("How do I close my account now?")).contains("first");
    keep("When do you open on Sundays?", "third");
    assertThat(cache.size()).isEqualTo(2);
    assertThat(given("How do I close my account now?")).contains("first");
    assertThat(given("Where is my parcel now?")).isEmpty();
  }

  @Test
  void whatWasKeptBeforeItBeganAnewIsNotGiven() {
    keep("How do I close my account?", "So.");
    attempt.set(2);
    assertThat(given("How do I close my account?")).isEmpty();
  }

  @Test
  void whatIsLoadedIsGivenAndNothingElse() {
    KeptAnswer kept = keep("How do I close my account?", "So.");
    keep("Where is my parcel?", "There.");
    cache.load(List.of(kept), List.of(POLICY));
    assertThat(given("Please, how do I close my account?")).contains("So.");
    assertThat(given("Where is my parcel?")).isEmpty();
    cache.load(List.of(kept), List.of(policy("another")));
    assertThat(cache.size()).isZero();
  }

  @Test
  void questionsThatTheEncoderDoesNotTakeInWholeAreNotLookedAt() {
    String longer = "How do I close my account, and my brother's, and my sister's? ".repeat(12);
    var _ = look(SCOPE, longer);
    assertThat(look(SCOPE, longer)).isEmpty();
    assertThat(look(SCOPE, "ꙮꙮꙮ ꙮꙮ")).isEmpty();
  }

  @Test
  void withoutAnEncoderNothingIsKept() {
    SemanticCache none = new SemanticCache(Encoders.NONE, Standings.NONE, now::get);
    for (int i = 0; i < 3; i++) {
      assertThat(none.look(POLICY, SCOPE, "How do I close my account?", 0)).isEmpty();
    }
  }
}
