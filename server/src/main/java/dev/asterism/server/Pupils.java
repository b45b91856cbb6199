package dev.asterism.server;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.estimate.Sketch;
import dev.asterism.perform.Form;
import dev.asterism.perform.Manner;
import dev.asterism.store.DraftLesson;
import dev.asterism.store.Probe;
import dev.asterism.trace.Call;
import dev.asterism.trace.Draft;
import dev.asterism.trace.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Those of whose drafts a judge learns.
///
/// @param best with whose answers they are compared
/// @param members in their order
record Pupils(String best, List<String> members) {

  static Pupils of(Manner.Cascade cascade) {
    return new Pupils(
        cascade.best(),
        cascade.models().stream().filter(one -> !one.equals(cascade.best())).toList());
  }

  /// {@return whether probes of the others tell of any of these}
  boolean sharesProbes(Pupils others) {
    return best.equals(others.best) && members.stream().anyMatch(others.members::contains);
  }

  /// What a probe tells of them.
  ///
  /// @param question as much of it as is learnt from
  record Told(long number, TraceId trace, String question, List<DraftLesson.Drafted> drafts) {

    DraftLesson lesson(Sketch sketch) {
      return new DraftLesson(number, trace, sketch.grams(), sketch.shape(), drafts);
    }
  }

  /// {@return what a probe tells of them; empty where that is nothing}
  Optional<Told> told(Probe probe) {
    List<DraftLesson.Drafted> drafts = new ArrayList<>();
    for (Call call : probe.calls()) {
      if (members.contains(call.model()) && call.draft().isPresent() && call.agrees().isPresent()) {
        drafts.add(new DraftLesson.Drafted(call.model(), call.draft().get(), call.agrees().get()));
      }
    }
    return drafts.isEmpty()
        ? Optional.empty()
        : StoredQuestion.of(probe.endpoint(), probe.request())
            .map(Form::question)
            .map(LearntExperience::shortened)
            .map(question -> new Told(probe.number(), probe.id(), question, drafts));
  }

  /// Has the judge of some policies learn.
  ///
  /// @param lessons at least one
  void teach(List<DraftLesson> lessons, List<String> policies, LearntExperience experience) {
    DraftJudge judge = DraftJudge.fit(members, lessons.stream().map(Pupils::probe).toList());
    String name = name(lessons);
    policies.forEach(policy -> experience.know(policy, judge, name));
  }

  private static DraftJudge.Probe probe(DraftLesson lesson) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    Map<String, Boolean> good = new LinkedHashMap<>();
    for (DraftLesson.Drafted one : lesson.drafts()) {
      drafts.put(one.model(), one.draft());
      good.put(one.model(), one.good());
    }
    return new DraftJudge.Probe(new Sketch(lesson.grams(), lesson.shape()), drafts, good);
  }

  /// {@return who learnt, and from which probes, in short}
  private static String name(List<DraftLesson> lessons) {
    return lessons.stream()
        .map(lesson -> Long.toString(lesson.number()))
        .collect(Collectors.joining(" ", "learner " + DraftJudge.VERSION + ": ", ""));
  }

  /// {@return the name under which is kept what the judge learnt from: another learner may read
  /// questions otherwise}
  String shelf() {
    return "learner " + DraftJudge.VERSION + "\n" + best + "\n" + String.join("\n", members);
  }
}
