package dev.asterism.server;

import dev.asterism.model.StudentCard;
import dev.asterism.prove.Prover;
import dev.asterism.student.Student;
import dev.asterism.trace.Example;
import java.util.ArrayList;
import java.util.List;

/// What one student says of the traffic that may prove it, in its order.
final class FreshTraffic {

  private final StudentCard card;
  private final List<Prover.Shadow> shadows = new ArrayList<>();
  private long newest;

  FreshTraffic(StudentCard card) {
    this.card = card;
    this.newest = card.provenance().lastSequence();
  }

  /// Takes the examples that follow the newest taken so far.
  void add(Student student, List<Example> page) {
    shadows.addAll(Prover.shadow(card, student, page));
    newest = page.getLast().sequence();
  }

  List<Prover.Shadow> shadows() {
    return List.copyOf(shadows);
  }

  /// {@return the newest example seen, or learnt from}
  long newest() {
    return newest;
  }
}
