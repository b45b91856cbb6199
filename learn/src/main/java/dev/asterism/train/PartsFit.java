package dev.asterism.train;

import dev.asterism.student.Chooser;
import dev.asterism.student.Familiar;
import dev.asterism.student.Parts;
import dev.asterism.student.Shape;
import dev.asterism.student.TokenFeatures;
import dev.asterism.student.Vocabulary;
import dev.asterism.train.LearntParts.LearntChooser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Fits what makes the parts of answers, on some of the lessons.
final class PartsFit {

  private static final int EPOCHS = 8;
  private static final float GRAMS_RATE = 1.4f;
  private static final float MEANING_RATE = 4.2f;
  private static final int FEW = 300;

  /// So little tells what decisions there are.
  private static final double LEAST = 0.01;

  /// One of so many lessons is held out to find from which probability an item is taken.
  private static final int HELD_OUT = 5;

  private final Lessons lessons;
  private final int[] places;
  private final long seed;

  private PartsFit(Lessons lessons, int[] places, long seed) {
    this.lessons = lessons;
    this.places = places;
    this.seed = seed;
  }

  /// @param places of the lessons to learn from
  static LearntParts fit(Lessons lessons, int[] places, long seed) {
    return new PartsFit(lessons, solved(lessons, places), seed).fit();
  }

  /// {@return the share of held-out answers in which something would be chosen wrong by n-grams
  /// alone, whatever is copied}
  ///
  /// @param taught places of the lessons to learn from
  /// @param held places of the lessons to judge
  static double wrongChoices(Lessons lessons, int[] taught, int[] held, long seed) {
    PartsFit fit = new PartsFit(lessons, solved(lessons, taught), seed);
    Texts texts = lessons.texts().at(fit.places);
    Vocabulary vocabulary = fit.vocabulary(texts);
    List<Chooser> choosers =
        fit.choosers(vocabulary, texts).stream().map(chooser -> chooser.chooser(1)).toList();
    int[] judged = solved(lessons, held);
    long wrong =
        Arrays.stream(judged)
            .filter(place -> {
              Vocabulary.Vector text = vocabulary.vector(lessons.texts().grams().get(place));
              Solution solution = lessons.solutions().get(place).orElseThrow();
              return IntStream.range(0, choosers.size())
                  .anyMatch(head ->
                      !solution.chooses(head, choosers.get(head).choices(text, Optional.empty())));
            })
            .count();
    return (double) wrong / Math.max(1, judged.length);
  }

  /// What the shape cannot make cannot be learnt from.
  private static int[] solved(Lessons lessons, int[] places) {
    return Arrays.stream(places)
        .filter(place -> lessons.solutions().get(place).isPresent())
        .toArray();
  }

  private LearntParts fit() {
    Texts texts = lessons.texts().at(places);
    Vocabulary vocabulary = vocabulary(texts);
    Shape shape = lessons.made().shape();
    LearntParts learnt =
        new LearntParts(
            shape,
            vocabulary,
            choosers(vocabulary, texts),
            IntStream.range(0, lessons.made().fields().size()).mapToObj(this::tagger).toList(),
            Familiar.of(new long[0]));
    return new LearntParts(
        shape, vocabulary, learnt.choosers(), learnt.taggers(), familiar(learnt));
  }

  private Familiar familiar(LearntParts learnt) {
    Parts parts = learnt.parts(LEAST);
    return Familiar.of(
        Arrays.stream(places)
            .mapToLong(place -> Familiar.pattern(solution(place).decisions(parts)))
            .toArray());
  }

  private Vocabulary vocabulary(Texts texts) {
    boolean chooses = lessons.made().heads() > 0;
    return Vocabulary.of(chooses ? texts.grams() : List.<long[]>of(), places.length < FEW ? 1 : 2);
  }

  private List<LearntChooser> choosers(Vocabulary vocabulary, Texts texts) {
    List<Vocabulary.Vector> vectors = texts.grams().stream().map(vocabulary::vector).toList();
    List<LearntChooser> choosers = new ArrayList<>();
    for (int head = 0; head < lessons.made().heads(); head++) {
      choosers.add(chooser(head, vocabulary, vectors, texts.meanings()));
    }
    return choosers;
  }

  private LearntChooser chooser(
      int head, Vocabulary vocabulary, List<Vocabulary.Vector> vectors, List<float[]> meanings) {
    boolean several = solution(places[0]).choices()[head] < 0;
    return several
        ? several(head, vocabulary, vectors, meanings)
        : one(head, vocabulary, vectors, meanings);
  }

  private LearntChooser one(
      int head, Vocabulary vocabulary, List<Vocabulary.Vector> vectors, List<float[]> meanings) {
    int[] labels = Arrays.stream(places).map(place -> solution(place).choices()[head]).toArray();
    int width = width(head);
    return new LearntChooser(
        SoftmaxTraining.fit(vocabulary.size(), width, vectors, labels, EPOCHS, GRAMS_RATE, seed),
        Centred.of(meanings)
            .map(centred ->
                centred.head(
                    SoftmaxTraining.fit(
                        centred.rows(),
                        width,
                        centred.vectors(),
                        labels,
                        EPOCHS,
                        MEANING_RATE,
                        seed))),
        0);
  }

  private LearntChooser several(
      int head, Vocabulary vocabulary, List<Vocabulary.Vector> vectors, List<float[]> meanings) {
    List<boolean[]> labels =
        Arrays.stream(places).mapToObj(place -> solution(place).several().get(head)).toList();
    List<Integer> held = new ArrayList<>();
    List<Integer> taught = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      (i % HELD_OUT == 0 ? held : taught).add(i);
    }
    LearntChooser trial =
        several(vocabulary, at(vectors, taught), at(labels, taught), at(meanings, taught), 1);
    double least =
        Threshold.of(trial.chooser(1), at(vectors, held), at(meanings, held), at(labels, held));
    return several(vocabulary, vectors, labels, meanings, least);
  }

  private LearntChooser several(
      Vocabulary vocabulary,
      List<Vocabulary.Vector> vectors,
      List<boolean[]> labels,
      List<float[]> meanings,
      double least) {
    return new LearntChooser(
        SeveralTraining.fit(vocabulary.size(), vectors, labels, GRAMS_RATE, seed),
        Centred.of(meanings)
            .map(centred ->
                centred.head(
                    SeveralTraining.fit(
                        centred.rows(), centred.vectors(), labels, MEANING_RATE, seed))),
        least);
  }

  private static <T> List<T> at(List<T> all, List<Integer> places) {
    return all.isEmpty() ? all : places.stream().map(all::get).toList();
  }

  private int width(int head) {
    return lessons
        .made()
        .shape()
        .parts()
        .mapToInt(part ->
            part instanceof Shape.Chosen(int own, var choices) && own == head ? choices.size() : 0)
        .sum();
  }

  private TaggerTraining.Fit tagger(int tagger) {
    List<TaggerTraining.Lesson> taught = new ArrayList<>();
    for (int place : places) {
      Solution solution = solution(place);
      List<int[]> taggings = Alignment.of(lessons.tokens().get(place), solution.copies(), tagger);
      if (!taggings.isEmpty()) {
        long[] context = TokenFeatures.context(solution.choices());
        taught.add(
            new TaggerTraining.Lesson(
                TokenFeatures.of(lessons.tokens().get(place), context), taggings));
      }
    }
    return TaggerTraining.fit(taught, 1 + 2 * lessons.made().fields().get(tagger), seed);
  }

  private Solution solution(int place) {
    return lessons.solutions().get(place).orElseThrow();
  }
}
