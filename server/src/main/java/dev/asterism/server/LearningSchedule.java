package dev.asterism.server;

import dev.asterism.coach.Coach;
import dev.asterism.model.Proof;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.promote.Audit;
import dev.asterism.promote.Promotion;
import dev.asterism.promote.Step;
import dev.asterism.promote.Watch;
import dev.asterism.prove.Prover;
import dev.asterism.store.SqliteStore;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Example;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.train.Confusion;
import dev.asterism.train.Confusions;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.Outcome;
import dev.asterism.train.Trainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Carries out, in the background, what [Promotion] decides: trains, proves, promotes, audits.
///
/// One thread; no request ever waits for it. Everything it decides from is in the store, so a
/// restart goes on where the last process was.
final class LearningSchedule implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LearningSchedule.class.getName());
  private static final long PAUSE_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LEARNT_FROM_AT_MOST = 25_000;
  private static final int PAGE = 5_000;
  private static final long LEAST_TRAFFIC = 50;
  private static final int ENOUGH = 100;
  private static final int CONFUSIONS = 8;

  private final SqliteStore store;
  private final Discovery discovery;
  private final Roster roster;
  private final Encoders encoders;
  private final Config.Loop settings;
  private final Optional<Coach> coach;
  private final Promotion promotion;
  private final Prover prover;
  private final Trainer trainer;
  private final Map<TaskId, Memory> memories = new ConcurrentHashMap<>();
  private final LoadedStudents loaded;
  private final ReentrantLock acting = new ReentrantLock();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean frozen;
  private volatile long settled = -1;
  private volatile String what = "starting";

  LearningSchedule(
      SqliteStore store,
      Discovery discovery,
      Roster roster,
      LoadedStudents loaded,
      Encoders encoders,
      Config.Loop settings,
      Optional<Coach> coach) {
    this.coach = coach;
    this.loaded = loaded;
    this.store = store;
    this.discovery = discovery;
    this.roster = roster;
    this.encoders = encoders;
    this.settings = settings;
    this.promotion = new Promotion(settings.promotion() == Config.Promotion.AUTOMATIC);
    this.prover = new Prover(settings.eps(), settings.delta(), settings.labelEps());
    this.trainer =
        new Trainer(
            new LearningSettings(settings.eps(), settings.delta(), settings.seed()), encoders);
    this.thread = Thread.ofPlatform().daemon().name("learning").unstarted(this::run);
  }

  /// What is remembered of a task between two looks at it; all of it can be found again in the
  /// store.
  private static final class Memory {
    private long triedAt;
    private long lastSequence = -1;
    private String lastWord = "";
    private final Map<StudentId, FreshTraffic> fresh = new HashMap<>();
    private Optional<Watch> watch = Optional.empty();
    private Optional<Change> change = Optional.empty();
  }

  /// Where a demoted student began to err.
  private record Change(StudentId demoted, long lastGood) {}

  /// What the schedule is doing.
  ///
  /// @param idle whether all traffic stored so far has been looked at and nothing is left to do
  record Doing(boolean idle, boolean frozen, String what) {}

  /// Seats the students that were live when the last process ended, then begins.
  void start() {
    for (StudentCard card : store.all()) {
      if (card.stage() == Stage.LIVE) {
        seat(card);
      }
    }
    if (settings.enabled()) {
      thread.start();
    } else {
      what = "learning is disabled (loop.enabled)";
    }
  }

  Doing doing() {
    store.flush();
    boolean idle = frozen || !settings.enabled() || settled == store.stored();
    return new Doing(idle, frozen, what);
  }

  void freeze() {
    acting.lock();
    try {
      frozen = true;
      what = "frozen";
      roster.freeze();
    } finally {
      acting.unlock();
    }
  }

  double eps() {
    return settings.eps();
  }

  double delta() {
    return settings.delta();
  }

  String lastWord(TaskId task) {
    Memory memory = memories.get(task);
    return memory == null ? "" : memory.lastWord;
  }

  Audit audit(StudentId student) {
    return watch(student)
        .map(Watch::audit)
        .orElseGet(() -> new Audit(settings.eps(), settings.delta()));
  }

  /// {@return what is watched of a live student; empty until it was first looked at}
  Optional<Watch> watch(StudentId student) {
    Memory memory = memories.get(student.task());
    return memory == null
        ? Optional.empty()
        : memory.watch.filter(watch -> watch.student().equals(student));
  }

  /// Lets a proved student answer, at a person's word.
  Optional<StudentId> promote(TaskId task) {
    acting.lock();
    try {
      Optional<StudentCard> proved = at(task, Stage.PROVED);
      proved.ifPresent(this::goLive);
      return proved.map(StudentCard::id);
    } finally {
      acting.unlock();
    }
  }

  /// Takes a task's serving student, or else its newest, out of use, at a person's word.
  Optional<StudentId> retire(TaskId task) {
    acting.lock();
    try {
      Optional<StudentCard> card =
          at(task, Stage.LIVE).or(() -> at(task, Stage.PROVED)).or(() -> at(task, Stage.SHADOW));
      card.ifPresent(found -> {
        store.update(List.of(found.at(Stage.RETIRED, "retired by hand")));
        if (found.stage() == Stage.LIVE) {
          roster.vacate(task);
        }
      });
      return card.map(StudentCard::id);
    } finally {
      acting.unlock();
    }
  }

  private void retireAll(TaskId task) {
    Optional<StudentId> retired = retire(task);
    while (retired.isPresent()) {
      retired = retire(task);
    }
  }

  private void run() {
    while (!stopped) {
      boolean busy = false;
      long stored = store.stored();
      try {
        boolean discovering = settings.discover() && !frozen;
        busy = discovering && discovery.step(this::retireAll);
        for (Seen seen : store.tasks()) {
          if (!stopped && !frozen) {
            busy |= look(seen);
          }
          if (!stopped && discovering) {
            discovery.watch(seen);
          }
        }
      } catch (RuntimeException failure) {
        LOG.log(
            System.Logger.Level.ERROR, "a step of the learning loop failed; it goes on", failure);
      }
      if (!busy) {
        settled = stored;
      }
      pause(busy);
    }
  }

  private void pause(boolean busy) {
    if (!busy && !stopped) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException _) {
        stopped = true;
      }
    }
  }

  /// {@return whether anything was done}
  private boolean look(Seen seen) {
    Task task = seen.task();
    Memory memory = memories.computeIfAbsent(task.id(), _ -> new Memory());
    if (seen.lastSequence() == memory.lastSequence || seen.labelled() < LEAST_TRAFFIC) {
      return false;
    }
    acting.lock();
    try {
      List<StudentCard> students = store.of(task.id());
      students.stream()
          .filter(card -> card.stage().isOver())
          .forEach(card -> loaded.forget(card.id()));
      observe(task.id(), memory, students);
      roster.repeat(task.id(), store.repeats(task.id()).n() < settings.repeats());
      Step step = promotion.next(state(seen, students, memory));
      if (step instanceof Step.Wait(var why)) {
        memory.lastWord = why;
        memory.lastSequence = seen.lastSequence();
        return false;
      }
      perform(seen, memory, step);
      return true;
    } finally {
      acting.unlock();
    }
  }

  private Promotion.State state(Seen seen, List<StudentCard> students, Memory memory) {
    long since = since(memory, students);
    return new Promotion.State(
        seen,
        students,
        fresh(memory),
        since == 0 ? seen.labelled() : store.labelledAfter(seen.task().id(), since),
        memory.triedAt,
        memory.watch.map(watch -> watch.audit().failed()).orElse(false),
        memory.watch.map(watch -> watch.drift().found()).orElse(false),
        liveCoverage(memory, students));
  }

  private static Map<StudentId, Integer> fresh(Memory memory) {
    Map<StudentId, Integer> fresh = new HashMap<>();
    memory.fresh.forEach((id, traffic) -> fresh.put(id, traffic.shadows().size()));
    return fresh;
  }

  /// On the fresh traffic of the student in shadow where there is enough of it: a proof's may be
  /// long out of date.
  private static double liveCoverage(Memory memory, List<StudentCard> students) {
    return first(students, Stage.SHADOW)
        .map(shadow -> memory.fresh.get(shadow.id()))
        .filter(fresh -> fresh.shadows().size() >= ENOUGH)
        .map(FreshTraffic::answered)
        .orElseGet(() ->
            first(students, Stage.LIVE)
                .flatMap(StudentCard::proof)
                .map(Proof::coverage)
                .orElse(0.0));
  }

  /// The last example before the newest demoted student began to err; 0 where none was demoted.
  private long since(Memory memory, List<StudentCard> students) {
    Optional<StudentCard> demoted = first(students.reversed(), Stage.DEMOTED);
    if (demoted.isEmpty()) {
      return 0;
    }
    StudentCard card = demoted.get();
    if (memory.change.filter(known -> known.demoted().equals(card.id())).isEmpty()) {
      Watch watch = newWatch(card);
      follow(watch);
      memory.change = Optional.of(new Change(card.id(), watch.audit().lastGood()));
    }
    return memory.change.map(Change::lastGood).orElse(0L);
  }

  /// Lets the students whose proofs go on and the audit of the live one see the traffic that is new
  /// to them.
  private void observe(TaskId task, Memory memory, List<StudentCard> students) {
    List<StudentCard> proving = students.stream().filter(Promotion::goesOn).toList();
    memory.fresh.keySet().retainAll(proving.stream().map(StudentCard::id).toList());
    for (StudentCard card : proving) {
      Optional<Student> student = loaded.of(card);
      if (student.isPresent()) {
        FreshTraffic fresh = memory.fresh.computeIfAbsent(card.id(), _ -> new FreshTraffic(card));
        for (List<Example> page = page(task, fresh.newest());
            !page.isEmpty();
            page = page(task, fresh.newest())) {
          fresh.add(student.get(), page);
        }
      }
    }
    watch(task, memory, students);
  }

  private void watch(TaskId task, Memory memory, List<StudentCard> students) {
    Optional<StudentCard> live = first(students, Stage.LIVE);
    if (!memory.watch.map(Watch::student).equals(live.map(StudentCard::id))) {
      memory.watch = live.map(this::newWatch);
    }
    if (live.isEmpty() || memory.watch.isEmpty()) {
      return;
    }
    Watch watch = memory.watch.get();
    follow(watch);
    boolean proving =
        first(students, Stage.SHADOW).isPresent()
            || Promotion.isWorthGoingOn(live.get(), watch.lastSequence());
    roster.check(task, Promotion.checking(watch.audit(), watch.drift().found(), proving));
  }

  private Watch newWatch(StudentCard card) {
    return new Watch(card, settings.eps(), settings.delta(), settings.seed());
  }

  /// Shows a watch all traffic that is new to it.
  private void follow(Watch watch) {
    TaskId task = watch.student().task();
    for (List<Example> page = page(task, watch.lastSequence());
        !page.isEmpty();
        page = page(task, watch.lastSequence())) {
      page.forEach(watch::add);
    }
  }

  private List<Example> page(TaskId task, long after) {
    return store.examples(task, after, PAGE);
  }

  private void perform(Seen seen, Memory memory, Step step) {
    TaskId task = seen.task().id();
    switch (step) {
      case Step.Wait(var why) -> memory.lastWord = why;
      case Step.Train(int attempt) -> train(seen, memory, attempt);
      case Step.Look(var card) -> look(seen, memory, card);
      case Step.GoLive(var card) -> goLive(card);
      case Step.Propose(var card) ->
          store.update(List.of(card.at(Stage.PROVED, "proved; waits for a person's word")));
      case Step.Retire(var card, var why) ->
          // A proof that was not enough to serve is not kept: it must not count as a promotion.
          store.update(
              List.of(card.looked(card.looked(), Optional.empty()).at(Stage.RETIRED, why)));
      case Step.Demote(var card, var why) -> {
        roster.vacate(task);
        List<StudentCard> changes = new ArrayList<>(List.of(card.at(Stage.DEMOTED, why)));
        // What learnt from the same traffic would be held against two kinds of it.
        store.of(task).stream()
            .filter(other -> !other.stage().isOver() && !other.id().equals(card.id()))
            .map(other -> other.at(Stage.RETIRED, "it learnt from traffic before the change"))
            .forEach(changes::add);
        store.update(changes);
        LOG.log(System.Logger.Level.WARNING, card.id() + " was demoted: " + why);
      }
    }
    what = "watching traffic";
  }

  /// A live student answers from its looser threshold at once.
  private void look(Seen seen, Memory memory, StudentCard card) {
    what = "proving " + card.id();
    List<Prover.Shadow> shadows =
        Optional.ofNullable(memory.fresh.get(card.id()))
            .map(FreshTraffic::shadows)
            .orElse(List.of());
    Optional<Proof> proof = prover.walk(card.plan(), shadows, seen.lastSequence());
    StudentCard looked = card.looked(shadows.size(), proof);
    store.update(List.of(looked));
    if (card.stage() == Stage.LIVE && isLooser(looked.proof(), card.proof())) {
      memory.watch.ifPresent(watch -> watch.proved(looked));
      looked.proof().ifPresent(it -> roster.seat(looked, it, roster.checking(card.id().task())));
    }
  }

  private static boolean isLooser(Optional<Proof> proof, Optional<Proof> before) {
    return proof.isPresent()
        && before.filter(old -> old.threshold() <= proof.get().threshold()).isEmpty();
  }

  private void train(Seen seen, Memory memory, int attempt) {
    TaskId task = seen.task().id();
    what = "training a student of " + task;
    long begun = System.nanoTime();
    List<Example> examples = store.newest(task, LEARNT_FROM_AT_MOST);
    long since = since(memory, store.of(task));
    Outcome alone = trainer.teach(seen.task(), examples, since, seen.unlabelled(), attempt);
    Outcome outcome = coached(seen, examples, since, attempt, alone);
    double seconds = (System.nanoTime() - begun) / 1e9;
    switch (outcome) {
      case Outcome.NotYet(var reason) -> {
        memory.triedAt = since == 0 ? seen.labelled() : store.labelledAfter(task, since);
        memory.lastWord = reason;
      }
      case Outcome.Taught(var student, var plan, var provenance) -> {
        if (stopped) {
          // The store may be closed by now; the next process teaches it again.
          return;
        }
        byte[] file = StudentFile.encode(student);
        StudentId id = new StudentId(task, store.of(task).size() + 1);
        StudentCard card =
            new StudentCard(
                id,
                Stage.SHADOW,
                provenance.lasting(seconds),
                plan,
                LoadedStudents.digest(file),
                file.length,
                0,
                Optional.empty(),
                "being proved on fresh traffic");
        store.add(card, file);
        loaded.put(id, student, file.length);
      }
    }
  }

  /// {@return what is taught with a coach's help, if that promises more}
  private Outcome coached(
      Seen seen, List<Example> examples, long since, int attempt, Outcome alone) {
    if (coach.isEmpty()) {
      return alone;
    }
    TaskId task = seen.task().id();
    what = "coaching a student of " + task;
    List<Example> lessons = new ArrayList<>(store.lessons(task, since));
    Optional<Coach.Asked> asked = asked(examples);
    if (asked.isPresent()) {
      List<Example> traffic = examples.stream().filter(one -> one.sequence() > since).toList();
      List<Confusion> confusions =
          new Confusions(settings.seed(), encoders).of(traffic, CONFUSIONS);
      Set<String> known = new HashSet<>();
      examples.forEach(example -> known.add(example.input()));
      lessons.forEach(lesson -> known.add(lesson.input()));
      Coach.Session session =
          coach
              .get()
              .teach(seen.task(), asked.get(), confusions, store.spentOnCoaching(task), known);
      store.addLessons(session.lessons());
      lessons.addAll(session.lessons());
    }
    if (lessons.isEmpty()) {
      return alone;
    }
    lessons.addAll(examples);
    Outcome coached = trainer.teach(seen.task(), lessons, since, seen.unlabelled(), attempt);
    return coached.promise() > alone.promise() ? coached : alone;
  }

  /// The newest request that the teacher answered and that was kept whole.
  private Optional<Coach.Asked> asked(List<Example> examples) {
    return examples.reversed().stream()
        .filter(Example::teacherAnswered)
        .limit(ENOUGH)
        .flatMap(example ->
            store.trace(example.trace()).stream()
                .filter(stored -> !stored.requestCut())
                .map(stored ->
                    new Coach.Asked(
                        stored.trace().endpoint().replaceFirst("^/v1", ""),
                        stored.request(),
                        example.position())))
        .findFirst();
  }

  private void goLive(StudentCard card) {
    List<StudentCard> changes = new ArrayList<>();
    at(card.id().task(), Stage.LIVE)
        .ifPresent(old ->
            changes.add(
                old.at(Stage.RETIRED, "version " + card.id().version() + " took its place")));
    StudentCard live = card.at(Stage.LIVE, "its proof holds");
    changes.add(live);
    store.update(changes);
    seat(live);
  }

  private void seat(StudentCard card) {
    // Read at once, so that damage is told before a request meets it.
    if (loaded.of(card).isPresent()) {
      card.proof().ifPresent(proof -> roster.seat(card, proof, checking(card)));
    }
  }

  /// Until the first look, as much as of any young student.
  private double checking(StudentCard card) {
    return Promotion.checking(newWatch(card).audit(), false, false);
  }

  private Optional<StudentCard> at(TaskId task, Stage stage) {
    return first(store.of(task), stage);
  }

  private static Optional<StudentCard> first(List<StudentCard> students, Stage stage) {
    return students.stream().filter(card -> card.stage() == stage).findFirst();
  }

  /// {@return how many students stand at each stage}
  Map<Stage, Integer> stages() {
    Map<Stage, Integer> stages = new HashMap<>();
    store.all().forEach(card -> stages.merge(card.stage(), 1, Integer::sum));
    return stages;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      // What it is writing must be whole before the store closes; a training is not waited for.
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
