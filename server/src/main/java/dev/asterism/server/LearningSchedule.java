package dev.asterism.server;

import dev.asterism.background.Background;
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
import dev.asterism.student.StudentFile;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Traffic.Seen;
import dev.asterism.train.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;

/// Carries out, in the background, what [Promotion] decides: trains, proves, promotes, audits.
///
/// One thread, and those that train beside it; no request ever waits for them. Everything it
/// decides from is in the store, so a restart goes on where the last process was.
final class LearningSchedule implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LearningSchedule.class.getName());
  private static final long PAUSE_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LEAST_TRAFFIC = 50;

  private final SqliteStore store;
  private final Discovery discovery;
  private final Roster roster;
  private final Config.Loop settings;
  private final Promotion promotion;
  private final Prover prover;
  private final Teaching teaching;
  private final Map<TaskId, Memory> memories = new ConcurrentHashMap<>();
  private final LoadedStudents loaded;
  private final ReentrantLock acting = new ReentrantLock();
  private final Thread thread;
  private final ForkJoinPool cores = Background.pool("training");
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
    this.loaded = loaded;
    this.store = store;
    this.discovery = discovery;
    this.roster = roster;
    this.settings = settings;
    this.promotion = new Promotion(settings.promotion() == Config.Promotion.AUTOMATIC);
    this.prover = new Prover(settings.eps(), settings.delta(), settings.labelEps());
    this.teaching = new Teaching(store, encoders, settings, coach);
    this.thread = Background.threads("learning").newThread(this::run);
  }

  /// What is remembered of a task between two looks at it.
  private static final class Memory {
    private final Observed observed;
    private long triedAt;
    private long lastSequence = -1;
    private String lastWord = "";

    /// Why the last training gave no student; empty where it gave one.
    private Optional<String> obstacle = Optional.empty();

    /// What is waited for, with why that is so.
    private String waiting(String why) {
      return obstacle.map(it -> why + "; the last training gave no student: " + it).orElse(why);
    }

    private Memory(Observed observed) {
      this.observed = observed;
    }
  }

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
        : memory.observed.watch().filter(watch -> watch.student().equals(student));
  }

  /// Lets the newest proved student answer, at a person's word.
  Optional<StudentId> promote(TaskId task) {
    acting.lock();
    try {
      Optional<StudentCard> proved = Observed.at(store.of(task).reversed(), Stage.PROVED);
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
          busy |= step(seen, discovering);
        }
      } catch (RuntimeException | Error failure) {
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

  /// A task that fails holds up no other, and is looked at again when more of it came.
  ///
  /// @return whether anything was done
  private boolean step(Seen seen, boolean discovering) {
    TaskId task = seen.task().id();
    Memory memory = memories.computeIfAbsent(task, this::memory);
    try {
      boolean busy = !stopped && !frozen && look(seen, memory);
      if (!stopped && discovering) {
        discovery.watch(seen);
      }
      return busy;
    } catch (RuntimeException | Error failure) {
      if (!stopped) {
        LOG.log(
            System.Logger.Level.ERROR,
            "a step of learning " + task + " failed; others go on",
            failure);
      }
      memory.lastWord = "its last step failed, as the log tells";
      memory.lastSequence = seen.lastSequence();
      return false;
    }
  }

  /// {@return whether anything was done}
  private boolean look(Seen seen, Memory memory) {
    Task task = seen.task();
    if (seen.lastSequence() == memory.lastSequence || seen.labelled() < LEAST_TRAFFIC) {
      return false;
    }
    acting.lock();
    try {
      List<StudentCard> students = store.of(task.id());
      students.stream()
          .filter(card -> card.stage().isOver())
          .forEach(card -> loaded.forget(card.id()));
      memory.observed.observe(students);
      memory
          .observed
          .checking(students, seen.sightings())
          .ifPresent(share -> roster.check(task.id(), share));
      roster.repeat(task.id(), store.repeats(task.id()).n() < settings.repeats());
      Step step = promotion.next(state(seen, students, memory));
      if (step instanceof Step.Wait(var why)) {
        memory.lastWord = memory.waiting(why);
        memory.lastSequence = seen.lastSequence();
        return false;
      }
      perform(seen, memory, step);
      return true;
    } finally {
      acting.unlock();
    }
  }

  private Memory memory(TaskId task) {
    return new Memory(new Observed(task, store, loaded, settings));
  }

  private Promotion.State state(Seen seen, List<StudentCard> students, Memory memory) {
    Observed observed = memory.observed;
    long since = observed.since(students);
    return new Promotion.State(
        seen,
        students,
        observed.fresh(),
        since == 0 ? seen.labelled() : store.labelledAfter(seen.task().id(), since),
        memory.triedAt,
        observed.watch().map(watch -> watch.audit().failed()).orElse(false),
        observed.watch().map(watch -> watch.drift().found()).orElse(false),
        observed.watch().map(Watch::coverage).orElse(0.0));
  }

  private void perform(Seen seen, Memory memory, Step step) {
    TaskId task = seen.task().id();
    switch (step) {
      case Step.Wait(var why) -> memory.lastWord = memory.waiting(why);
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
    List<Prover.Shadow> shadows = memory.observed.shadows(card.id());
    Optional<Proof> proof = prover.walk(card.plan(), shadows, seen.lastSequence());
    StudentCard looked = card.looked(shadows.size(), proof);
    store.update(List.of(looked));
    if (card.stage() == Stage.LIVE && isLooser(looked.proof(), card.proof())) {
      memory.observed.watch().ifPresent(watch -> watch.proved(looked));
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
    long since = memory.observed.since(store.of(task));
    Outcome outcome = taught(seen, since, attempt);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (stopped) {
      // The store may be closed by now; the next process teaches it again.
      return;
    }
    switch (outcome) {
      case Outcome.NotYet(var reason) -> {
        memory.triedAt = since == 0 ? seen.labelled() : store.labelledAfter(task, since);
        memory.obstacle = Optional.of(reason);
        memory.lastWord = reason;
      }
      case Outcome.Taught(var student, var plan, var provenance) -> {
        byte[] file = StudentFile.encode(student);
        StudentId id = new StudentId(task, store.of(task).size() + 1);
        StudentCard card =
            new StudentCard(
                id,
                Stage.SHADOW,
                provenance.lasting(seconds),
                plan,
                LoadedStudents.digest(ByteBuffer.wrap(file)),
                file.length,
                0,
                Optional.empty(),
                "being proved on fresh traffic");
        store.add(card, file);
        memory.obstacle = Optional.empty();
        loaded.put(id, student);
      }
    }
  }

  /// A training that fails gives no student: it is tried again as one is that could not be proved,
  /// and not at once.
  private Outcome taught(Seen seen, long since, int attempt) {
    try {
      return cores.submit(() -> teaching.teach(seen, since, attempt)).join();
    } catch (RuntimeException | Error failure) {
      if (!stopped) {
        LOG.log(
            System.Logger.Level.ERROR, "a training of " + seen.task().id() + " failed", failure);
      }
      return new Outcome.NotYet("the training failed, as the log tells");
    }
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
    // Read at once, so that damage is told before a request meets it. One that cannot be read right
    // now takes its seat all the same.
    if (!(loaded.find(card) instanceof LoadedStudents.Found.Lost)) {
      card.proof().ifPresent(proof -> roster.seat(card, proof, checking(card)));
    }
  }

  /// Until the first look, as much as of any young student.
  private double checking(StudentCard card) {
    return Promotion.checking(Observed.watching(card, settings).audit(), false, false);
  }

  private Optional<StudentCard> at(TaskId task, Stage stage) {
    return Observed.at(store.of(task), stage);
  }

  /// {@return how many students stand at each stage}
  Map<Stage, Integer> stages() {
    return store.stages();
  }

  @Override
  public void close() {
    stopped = true;
    cores.shutdownNow();
    thread.interrupt();
    try {
      // What it is writing must be whole before the store closes; a training is not waited for.
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
