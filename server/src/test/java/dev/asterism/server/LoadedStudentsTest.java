package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.model.StudentCard;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedStudentsTest {

  @TempDir private Path data;

  @Test
  void whereMemoryHoldsOneOfTwoStudentsBothAnswerAndOneIsInMemory() {
    FruitOrTool.seat(data);
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      List<StudentCard> cards = store.all();
      assertThat(cards).hasSize(2);
      long most = cards.stream().mapToLong(StudentCard::bytes).max().orElseThrow();
      LoadedStudents students = new LoadedStudents(store, Encoders.NONE, most);
      for (int round = 0; round < 3; round++) {
        for (StudentCard card : cards) {
          assertThat(students.of(card).orElseThrow().judge(FruitOrTool.FRUIT).label().display())
              .isEqualTo("fruit");
          assertThat(students.bytes()).isBetween(1L, most);
        }
      }
    }
  }

  @Test
  void aForgottenStudentLeavesMemory() {
    FruitOrTool.seat(data);
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      StudentCard card = store.all().getFirst();
      LoadedStudents students = new LoadedStudents(store, Encoders.NONE, Long.MAX_VALUE);
      assertThat(students.of(card)).isPresent();
      students.forget(card.id());
      assertThat(students.bytes()).isZero();
    }
  }
}
