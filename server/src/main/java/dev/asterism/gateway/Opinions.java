package dev.asterism.gateway;

import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.policy.StudentFirst;
import dev.asterism.student.LiveStudent;
import dev.asterism.student.LiveStudents;
import dev.asterism.student.Verdict;
import dev.asterism.task.Sighting;
import dev.asterism.trace.Example;
import dev.asterism.trace.Judgement;
import dev.asterism.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the live students think of one request, and which of its tasks the coin drew.
///
/// @param all one for each sighting, in order
/// @param mostRisk that the client allows, in [0, 1]: a student that is not proved to keep to it
///   has its opinion, but does not answer
record Opinions(List<Opinion> all, double mostRisk) {

  /// @param nanos that the student looked at it
  /// @param drawn whether the coin, which did not look at the request, drew it for this task;
  ///   always while no student of the task is live and its teacher answers everything itself
  record Opinion(
      Sighting sighting,
      Optional<LiveStudent> student,
      Optional<Verdict> verdict,
      long nanos,
      boolean drawn) {

    /// {@return the student's answer where it is sure enough}
    Optional<Label> answer() {
      return student.isPresent()
          ? verdict.filter(student.get()::answers).map(Verdict::label)
          : Optional.empty();
    }

    Example example(TraceId trace, Teacher teacher) {
      return new Example(
          0,
          trace,
          sighting.position(),
          sighting.task().id(),
          sighting.input(),
          teacher.label(),
          teacher.answered(),
          teacher.surface(),
          drawn,
          student.map(LiveStudent::id),
          answer(),
          verdict.map(one -> new Judgement(one.depth(), nanos)),
          teacher.usage().inputTokens(),
          teacher.usage().outputTokens());
    }
  }

  /// What the teacher said to one question.
  record Teacher(boolean answered, Optional<Label> label, String surface, Usage usage) {

    static final Teacher NOT_ASKED = new Teacher(false, Optional.empty(), "", Usage.NONE);
  }

  /// Asks the students of tasks; whether the teacher is asked as well is drawn without a look at
  /// the request.
  ///
  /// @param fairShare of the requests that the teacher answers whatever they ask, while no student
  ///   of their task is live
  /// @param mostRisk that the client allows, in [0, 1]
  static Opinions of(
      List<Sighting> sightings, Surroundings around, double fairShare, double mostRisk) {
    LiveStudents students = around.students();
    double coin = around.coin().getAsDouble();
    List<Opinion> all = new ArrayList<>();
    for (Sighting sighting : sightings) {
      Optional<LiveStudent> student = students.of(sighting.task().id());
      long begun = System.nanoTime();
      Optional<Verdict> verdict = student.map(live -> live.student().judgeSoon(sighting.input()));
      long nanos = System.nanoTime() - begun;
      verdict.ifPresent(one -> around.events().judged(sighting.task().id(), one.depth(), nanos));
      all.add(
          new Opinion(
              sighting,
              student,
              verdict,
              nanos,
              coin < (student.isEmpty() ? fairShare : students.checking(sighting.task().id()))));
    }
    return new Opinions(List.copyOf(all), mostRisk);
  }

  List<Sighting> sightings() {
    return all.stream().map(Opinion::sighting).toList();
  }

  /// {@return whether any of its questions was drawn to be put to the teacher in any case}
  boolean isDrawn() {
    return all.stream().anyMatch(Opinion::drawn);
  }

  StudentFirst.Step decide(int questions) {
    if (all.size() < questions) {
      return new StudentFirst.Step.Ask(List.of(), true);
    }
    boolean coin = all.stream().anyMatch(one -> given(one).isPresent() && one.drawn());
    return new StudentFirst()
        .decide(all.stream().map(one -> new StudentFirst.Opinion(given(one))).toList(), coin);
  }

  /// {@return the answer that a client may get of a student}
  private Optional<Label> given(Opinion one) {
    return one.answer()
        .filter(_ -> one.student().filter(live -> live.risk() <= mostRisk).isPresent());
  }

  /// {@return what the teacher's usage would have been: each student was taught by whole requests,
  /// so the largest of their estimates stands for this one}
  Usage wouldHaveUsed() {
    Usage largest = Usage.NONE;
    for (Opinion one : all) {
      if (one.student().isPresent() && one.answer().isPresent()) {
        Usage usage =
            one.student()
                .get()
                .student()
                .usage(one.answer().get())
                .of(one.sighting().input().length());
        largest = usage.inputTokens() >= largest.inputTokens() ? usage : largest;
      }
    }
    return largest;
  }

  /// {@return who answered, as the header and the ledger name it}
  String answeredBy() {
    return all.stream()
        .flatMap(one -> one.student().stream())
        .map(student -> student.id().toString())
        .findFirst()
        .orElse("student");
  }

  List<Example> examples(TraceId trace, List<Teacher> teachers) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      examples.add(all.get(i).example(trace, teachers.get(i)));
    }
    return examples;
  }

  List<Example> unasked(TraceId trace) {
    return examples(trace, all.stream().map(_ -> Teacher.NOT_ASKED).toList());
  }
}
