package dev.asterism.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.server.LoadedStudents.Found;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
      LoadedStudents one = new LoadedStudents(store, Encoders.NONE, Long.MAX_VALUE);
      assertThat(one.of(cards.getFirst())).isPresent();
      long most = one.bytes();
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

  /// Its file is put out of reach, which no permission does for everybody: a link to itself.
  @Test
  void aStudentThatCannotBeReadForAWhileKeepsItsCardItsFileAndItsSeat() throws IOException {
    FruitOrTool.seat(data);
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      AtomicLong now = new AtomicLong();
      StudentCard card = store.all().getFirst();
      LoadedStudents students = new LoadedStudents(store, Encoders.NONE, Long.MAX_VALUE, now::get);
      Roster roster = new Roster(students);
      roster.seat(card, card.proof().orElseThrow(), 0.02);
      Path file = data.resolve("students").resolve(card.digest() + ".student");
      Path aside = Files.move(file, data.resolve("aside"));
      Files.createSymbolicLink(file, file);

      assertThat(students.find(card)).isEqualTo(new Found.NotNow());
      assertThat(roster.of(card.id().task())).isEmpty();
      assertThat(store.all()).contains(card);

      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(roster.of(card.id().task())).isEmpty();
      now.addAndGet(LoadedStudents.PAUSE.toNanos());
      assertThat(roster.of(card.id().task())).isPresent();
      assertThat(roster.checking(card.id().task())).isEqualTo(0.02);
    }
  }

  @Test
  void whyAStudentIsOverIsNotForgottenWhenItsFileIsMissed() {
    FruitOrTool.seat(data);
    try (SqliteStore store = SqliteStore.open(data, StoreSettings.DEFAULT)) {
      StudentCard card = store.all().getFirst();
      List<StudentCard> demoted =
          store.all().stream().map(each -> each.at(Stage.DEMOTED, "it erred")).toList();
      store.update(demoted);
      LoadedStudents students = new LoadedStudents(store, Encoders.NONE, Long.MAX_VALUE);
      assertThat(students.find(card)).isEqualTo(new Found.Lost());
      assertThat(students.find(demoted.getFirst())).isEqualTo(new Found.Lost());
      assertThat(store.all()).isEqualTo(demoted);
    }
  }
}
