package dev.asterism.store;

import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import java.nio.file.Path;
import java.util.List;

/// Writes until it is killed; prints a line, ended by a full stop, for what is durable.
final class KillTestWriter {

  private KillTestWriter() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    SqliteStore store = SqliteStore.open(Path.of(arguments[0]), StoreSettings.DEFAULT);
    String run = arguments[1];
    StudentCard card =
        Samples.card(Integer.parseInt(run) + 1).at(Stage.CANDIDATE, "added in " + run);
    store.add(card, Samples.bytes("brain"));
    System.out.println("stage " + card.reason() + ".");
    for (int round = 0; ; round++) {
      for (int i = 0; i < 5; i++) {
        store.record(Samples.taught(name(run, round, i)));
      }
      store.flush();
      for (int i = 0; i < 5; i++) {
        System.out.println("trace " + name(run, round, i) + ".");
      }
      Stage stage = round % 2 == 0 ? Stage.SHADOW : Stage.CANDIDATE;
      card = card.at(stage, "run " + run + " round " + round);
      store.update(List.of(card));
      System.out.println("stage " + card.reason() + ".");
    }
  }

  private static String name(String run, int round, int number) {
    return "kill-" + run + "-" + round + "-" + number;
  }
}
