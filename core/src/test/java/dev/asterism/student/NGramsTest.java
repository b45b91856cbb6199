package dev.asterism.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NGramsTest {

  @Test
  void smallLettersLookLikeNothing() {
    assertThat(apart("you won.", "you won")).as("the mark").hasSize(1);
    assertThat(apart("You won", "you won")).as("one look, and its pair").hasSize(2);
  }

  @Test
  void capitalsAreToldFromSmallLettersAndWordsStayTheSame() {
    assertThat(of("FREE entry")).containsAll(of("free entry"));
    assertThat(apart("FREE entry", "free entry")).isNotEmpty();
    assertThat(apart("FREE entry", "Free entry")).isNotEmpty();
  }

  @Test
  void whatLooksAlikeSharesALook() {
    assertThat(shared(apart("Hello", "hello"), apart("Morning", "morning"))).hasSize(2);
    assertThat(shared(of("£2000"), of("£9131"))).as("look, pair and mark").hasSizeGreaterThan(2);
    assertThat(shared(apart("IBM", "ibm"), apart("Ibm", "ibm"))).isEmpty();
  }

  @Test
  void neighboursThatLookLikeSomethingAreReadTogether() {
    Set<Long> alone = union(apart("Ten", "ten"), apart("Things", "things"));
    assertThat(apart("Ten Things", "ten things")).isNotEqualTo(alone).hasSize(3);
  }

  @Test
  void scriptsWithoutCapitalsLookLikeNothing() {
    assertThat(NGrams.of("退款")).hasSize(2 + pieces(2));
  }

  @Test
  void onlyTheBeginningOfWhatIsVeryLongIsRead() {
    String long_ = "A1 ".repeat(NGrams.MOST_CHARACTERS);
    assertThat(NGrams.of(long_)).isEqualTo(NGrams.of(long_ + "Z9"));
  }

  /// With a blank at each edge.
  private static int pieces(int letters) {
    int edges = letters + 2;
    return edges - 1 + edges - 2 + edges - 3;
  }

  private static Set<Long> of(String text) {
    return new HashSet<>(Arrays.stream(NGrams.of(text)).boxed().toList());
  }

  /// {@return the n-grams of the one that the other has not}
  private static Set<Long> apart(String one, String other) {
    Set<Long> apart = of(one);
    apart.removeAll(of(other));
    return apart;
  }

  private static Set<Long> shared(Set<Long> one, Set<Long> other) {
    Set<Long> shared = new HashSet<>(one);
    shared.retainAll(other);
    return shared;
  }

  private static Set<Long> union(Set<Long> one, Set<Long> other) {
    Set<Long> union = new HashSet<>(one);
    union.addAll(other);
    return union;
  }
}
