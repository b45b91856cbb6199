package dev.asterism.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

  private static final List<String> KNOWN =
      List.of("[UNK]", "[CLS]", "[SEP]", "card", "cards", "un", "##lock", "##ed", "!", "cafe", "我");

  private static final WordPieces PIECES = pieces(8);

  @Test
  void theLongestPieceWins() {
    assertThat(PIECES.of("cards card")).containsExactly(1, 4, 3, 2);
  }

  @Test
  void aWordIsCutIntoPieces() {
    assertThat(PIECES.of("Unlocked!")).containsExactly(1, 5, 6, 7, 8, 2);
  }

  @Test
  void aWordThatCannotBeCutIsUnknownAsAWhole() {
    assertThat(PIECES.of("unlockable")).containsExactly(1, 0, 2);
    assertThat(PIECES.of("card".repeat(26))).containsExactly(1, 0, 2);
  }

  @Test
  void caseAccentsAndInvisibleCharactersDoNotMatter() {
    assertThat(PIECES.of("C\u200Baf\u00E9\u0000")).containsExactly(1, 9, 2);
  }

  @Test
  void chineseCharactersAreWords() {
    assertThat(PIECES.of("card我card")).containsExactly(1, 3, 10, 3, 2);
  }

  @Test
  void whatIsTooLongIsLeftOut() {
    assertThat(PIECES.of("card ".repeat(50))).hasSize(8).endsWith(2);
    assertThat(PIECES.of("")).containsExactly(1, 2);
  }

  @Test
  void aVocabularyWithoutItsBracketsIsRefused() {
    assertThatThrownBy(() -> new WordPieces(Map.of("a", 1), 8)).hasMessageContaining("[UNK]");
  }

  private static WordPieces pieces(int most) {
    Map<String, Integer> vocabulary = new HashMap<>();
    KNOWN.forEach(piece -> vocabulary.put(piece, vocabulary.size()));
    return new WordPieces(vocabulary, most);
  }
}
