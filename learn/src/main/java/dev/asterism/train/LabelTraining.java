package dev.asterism.train;

import dev.asterism.chat.Label;
import dev.asterism.chat.Question.Option;
import dev.asterism.dataset.Dataset;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.Encoder;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.NGrams;
import dev.asterism.student.Student;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Teaches a student that answers with one of its labels, and plans its proof.
final class LabelTraining {

  private final LearningSettings settings;
  private final Optional<Encoder> encoder;
  private final Stopwatch stopwatch;
  private final Dataset dataset;
  private final Texts texts;
  private final int[] labels;
  private final Rehearsal rehearsal;
  private final double level;

  /// Fitted once, for students of every size.
  private Optional<Weights> fitted = Optional.empty();

  private LabelTraining(
      LearningSettings settings,
      Optional<Encoder> encoder,
      Stopwatch stopwatch,
      Dataset dataset,
      List<Option> options,
      double level) {
    this.settings = settings;
    this.encoder = encoder;
    this.stopwatch = stopwatch;
    this.dataset = dataset;
    this.texts = Texts.of(dataset, encoder);
    this.labels = labels(dataset);
    LabelWords words = LabelWords.of(dataset.labels(), options, encoder);
    this.rehearsal =
        Rehearsal.of(dataset, texts, labels, words, settings.seed(), settings.tolerance());
    this.level = level;
  }

  /// @param options what is said of labels
  /// @param level the part of delta that the proof may spend
  static Attempt teach(
      LearningSettings settings,
      Optional<Encoder> encoder,
      Stopwatch stopwatch,
      Dataset dataset,
      List<Option> options,
      double level) {
    LabelTraining training =
        new LabelTraining(settings, encoder, stopwatch, dataset, options, level);
    return Sizing.within(settings.budget().bytes(), training::attempt);
  }

  private Attempt attempt(Sizing.Room room) {
    CrossFit all = crossFit(room.share());
    CrossFit crossFit = room.meaning() ? all : all.withoutMeaning();
    Optional<Prospect> best = prospects(_ -> true).best(crossFit);
    if (best.isEmpty()) {
      return new Attempt.None(tooLittle(crossFit));
    }
    return best.get().sure() == 0
        ? made(best.get(), room.share())
        : inTime(best.get(), crossFit, room.share());
  }

  /// Reads as much as there is time for.
  private Attempt inTime(Prospect wanted, CrossFit crossFit, double share) {
    Words words = words(crossFit, share);
    ReadingTimes times =
        ReadingTimes.of(dataset, text -> words.read(NGrams.of(text)), encoder, stopwatch);
    double most = settings.budget().millis();
    if (times.mean(wanted.share()) <= most) {
      return made(wanted, share);
    }
    return prospects(some -> times.mean(some) <= most)
        .best(crossFit)
        .map(one -> made(one, share))
        .orElseGet(() ->
            new Attempt.None(
                times.tooLong(wanted.share(), most) + tooLittle(crossFit.withoutMeaning())));
  }

  private Prospects prospects(DoublePredicate affordable) {
    return new Prospects(settings.eps(), level, affordable);
  }

  private CrossFit crossFit(double share) {
    return share == 1
        ? rehearsal.crossFit()
        : CrossFit.of(
            dataset,
            texts,
            labels,
            rehearsal.prior(),
            settings.seed(),
            settings.tolerance(),
            share);
  }

  private String tooLittle(CrossFit crossFit) {
    return "cross-fitted on %d traces a student agrees in %.1f %%: too little to prove a risk of %.1f %%"
        .formatted(dataset.examples().size(), 100 * crossFit.accuracy(), 100 * settings.eps());
  }

  private Attempt made(Prospect prospect, double share) {
    return new Attempt.Made(
        student(prospect, share),
        prospect.plan(),
        prospect.sure() > 0,
        some -> student(prospect, some));
  }

  private Words words(CrossFit crossFit, double share) {
    return weights().words(crossFit.kept()).heaviest(share);
  }

  private Weights weights() {
    Weights weights =
        fitted.orElseGet(() ->
            Weights.fit(
                texts, labels, rehearsal.prior(), dataset.labels().size(), settings.seed()));
    fitted = Optional.of(weights);
    return weights;
  }

  private Student student(Prospect prospect, double share) {
    CrossFit crossFit = prospect.crossFit();
    Words words = words(crossFit, share);
    LinearStudent quick =
        new LinearStudent(
            dataset.labels(),
            Manner.surfaces(dataset),
            Manner.usages(dataset),
            words.vocabulary(),
            words.head(),
            crossFit.once().selector());
    if (prospect.sure() == 0) {
      return quick;
    }
    return new CarefulStudent(
        quick,
        prospect.sure(),
        encoder.orElseThrow(),
        weights().meaning().orElseThrow().weighing(crossFit.weight()),
        crossFit.twice().orElseThrow().selector());
  }

  private static int[] labels(Dataset dataset) {
    Map<Label, Integer> places = new HashMap<>();
    dataset.labels().forEach(label -> places.put(label, places.size()));
    return dataset.examples().stream()
        .mapToInt(e -> places.getOrDefault(e.reference().orElseThrow(), 0))
        .toArray();
  }
}
