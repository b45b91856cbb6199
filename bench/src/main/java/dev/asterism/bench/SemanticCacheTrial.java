package dev.asterism.bench;

import dev.asterism.chat.Usage;
import dev.asterism.local.LocalEncoders;
import dev.asterism.perform.Glance;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.SemanticCache;
import dev.asterism.perform.Standings;
import dev.asterism.policy.Equivalence;
import dev.asterism.policy.Recall;
import dev.asterism.promote.ThresholdEvidence;
import dev.asterism.prove.Prover;
import dev.asterism.replay.TaskFolder;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.stats.Binomial;
import dev.asterism.stats.Direction;
import dev.asterism.student.Encoders;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.trace.TraceId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// What a semantic cache answers of real questions, and how often it differs.
///
/// `SemanticCacheTrial FOLDER-OF-DATA-SETS NAME,... [EPS,...] [SEED,...]`: the training part of a
/// data set, in an order of chance, is the traffic in which the cache fills and proves itself, each
/// row's output the policy's answer; then the test part comes, from which the share answered and
/// the risk are counted. Last, and alone where EPS is empty, what a look takes with as many answers
/// kept as there may be.
final class SemanticCacheTrial {

  private static final double DELTA = 0.05;
  private static final int LOOKED_EVERY = 100;
  private static final int ENTRIES = 10_000;
  private static final String SCOPE = "scope";
  private static final double LOW = 0.025;
  private static final int TIMED = 1_000;

  /// Makes a question one that the encoder has not met.
  private static final String NEVER_ENCODED = " !";

  private final Encoders encoders = new LocalEncoders();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private SemanticCacheTrial() {}

  static void main(String[] arguments) {
    SemanticCacheTrial trial = new SemanticCacheTrial();
    List<String> names = List.of(arguments[1].split(",", -1));
    double[] allowed = numbers(arguments.length > 2 ? arguments[2] : "0.02,0.05,0.1");
    double[] seeds = numbers(arguments.length > 3 ? arguments[3] : "7,8,9,10,11");
    for (String name : names) {
      TaskFolder folder = TaskFolder.read(Path.of(arguments[0], name), Set.of());
      for (double eps : allowed) {
        Tally all = new Tally();
        for (double seed : seeds) {
          Tally one = trial.play(folder, eps, (long) seed);
          System.out.printf("%s, eps %.2f, seed %.0f: %s%n", name, eps, seed, one.words());
          all.add(one);
        }
        System.out.printf("%s, eps %.2f, all seeds: %s%n", name, eps, all.words());
      }
      trial.time(name, folder);
    }
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.split(",", -1))
        .filter(it -> !it.isBlank())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /// What came of the test part.
  private static final class Tally {
    private int asked;
    private int answered;
    private int differing;
    private int answeredBefore;
    private String standing = "";

    private void add(Tally other) {
      asked += other.asked;
      answered += other.answered;
      differing += other.differing;
      answeredBefore += other.answeredBefore;
    }

    private String words() {
      double risk = answered == 0 ? 0 : (double) differing / answered;
      return "%sanswered %d of %d (%.3f), of those %d differ (%.4f, at most %.4f with 97.5 %%); %d answered while proving"
          .formatted(
              standing,
              answered,
              asked,
              (double) answered / asked,
              differing,
              risk,
              answered == 0 ? 1 : Binomial.upperBound(differing, answered, LOW),
              answeredBefore);
    }
  }

  private Tally play(TaskFolder folder, double eps, long seed) {
    List<Row> traffic = new ArrayList<>(folder.train());
    Collections.shuffle(traffic, new Random(seed));
    Random coin = new Random(seed);
    Prover prover = new Prover(eps, DELTA, OptionalDouble.empty());
    ThresholdEvidence evidence =
        new ThresholdEvidence(prover, eps, DELTA, Recall.THRESHOLDS, Recall.STARTS);
    Standings.Standing[] standing = {new Standings.Standing(1, Recall.UNPROVED)};
    SemanticCache cache = new SemanticCache(encoders, _ -> standing[0], InstantSource.system());
    NamedPolicy policy = policy(eps);
    Tally before = new Tally();
    int count = 0;
    for (Row row : traffic) {
      meet(cache, policy, row, coin.nextDouble(), evidence, before);
      if (++count % LOOKED_EVERY == 0) {
        standing[0] = standing(evidence);
      }
    }
    Tally after = new Tally();
    for (Row row : folder.test()) {
      meet(cache, policy, row, coin.nextDouble(), evidence, after);
    }
    after.answeredBefore = before.answered;
    after.standing =
        evidence.proof().isEmpty()
            ? "nothing proved of %d compared; ".formatted(evidence.trials())
            : "proved from %.2f on (%d of %d differed, attempt %d); "
                .formatted(
                    evidence.threshold().orElseThrow(),
                    evidence.proof().get().k(),
                    evidence.proof().get().n(),
                    evidence.attempt());
    return after;
  }

  private static Standings.Standing standing(ThresholdEvidence evidence) {
    return new Standings.Standing(
        evidence.attempt(), new Recall(evidence.threshold(), evidence.checking()));
  }

  private static void meet(
      SemanticCache cache,
      NamedPolicy policy,
      Row row,
      double coin,
      ThresholdEvidence evidence,
      Tally tally) {
    tally.asked++;
    Optional<Glance> seen = cache.look(policy, SCOPE, row.input(), coin);
    if (seen.isEmpty()) {
      return;
    }
    Glance glance = seen.get();
    switch (glance.step()) {
      case GIVE -> {
        tally.answered++;
        String given = glance.nearest().orElseThrow().answer();
        tally.differing += Equivalence.of(given).equals(Equivalence.of(row.output())) ? 0 : 1;
      }
      case CHECK -> {
        evidence.add(glance.compared(glance.means(row.output())));
        keep(cache, glance, row);
      }
      case ASK -> keep(cache, glance, row);
    }
  }

  private static void keep(SemanticCache cache, Glance glance, Row row) {
    var _ = cache.keep(glance, new TraceId("trace-00000"), row.output(), "teacher", Usage.NONE);
  }

  private static NamedPolicy policy(double eps) {
    return new NamedPolicy(
        "help",
        new Manner.Direct("teacher"),
        List.of(),
        Duration.ofMinutes(1),
        Optional.of(
            new NamedPolicy.Caching(
                Duration.ofDays(1),
                true,
                Optional.of(new NamedPolicy.Similar(eps, DELTA, ENTRIES, Optional.empty())))),
        Optional.empty());
  }

  /// What is kept is made up: the search looks at each alike. Questions are encoded by other
  /// threads, so where a question is known all that it takes is this thread's.
  private void time(String name, TaskFolder folder) {
    NamedPolicy policy = policy(DELTA);
    SemanticCache cache = new SemanticCache(encoders, Standings.NONE, InstantSource.system());
    cache.load(madeUp(), List.of(policy));
    List<Row> asked = folder.test().subList(0, Math.min(TIMED, folder.test().size()));
    for (String what : List.of("the question encoded", "the question known")) {
      long before = threads.getCurrentThreadCpuTime();
      long[] nanos =
          asked.stream()
              .mapToLong(row -> {
                long begun = System.nanoTime();
                var _ = cache.look(policy, SCOPE, row.input() + NEVER_ENCODED, 1);
                return System.nanoTime() - begun;
              })
              .sorted()
              .toArray();
      long own = threads.getCurrentThreadCpuTime() - before;
      System.out.printf(
          "%s, %d looks at %d answers, %s: p50 %d us, p99 %d us, processor time of the thread that"
              + " asks %d us%n",
          name,
          nanos.length,
          cache.size(),
          what,
          nanos[nanos.length / 2] / 1_000,
          nanos[nanos.length * 99 / 100] / 1_000,
          own / nanos.length / 1_000);
    }
  }

  private List<KeptAnswer> madeUp() {
    Random random = new Random(7);
    int width = encoders.preferred().orElseThrow().width();
    List<KeptAnswer> kept = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      float[] meaning = new float[width];
      for (int j = 0; j < width; j++) {
        meaning[j] = (float) (random.nextGaussian() / Math.sqrt(width));
      }
      // No digits, for questions with other numbers would be passed over.
      String question =
          Integer.toString(i)
              .chars()
              .mapToObj(digit -> String.valueOf((char) (digit + 'a' - '0')))
              .collect(Collectors.joining());
      kept.add(
          new KeptAnswer(
              new TraceId("trace-00000"),
              "help",
              SCOPE,
              1,
              question,
              Direction.of(meaning),
              "answer",
              "teacher",
              Usage.NONE,
              Instant.MAX));
    }
    return kept;
  }
}
