package dev.asterism.server;

import dev.asterism.background.Background;
import dev.asterism.coach.Coach;
import dev.asterism.console.Console;
import dev.asterism.cost.Period;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Closing;
import dev.asterism.gateway.Errands;
import dev.asterism.gateway.Gateway;
import dev.asterism.gateway.Providers;
import dev.asterism.gateway.Surroundings;
import dev.asterism.guard.Account;
import dev.asterism.guard.BookingRecorder;
import dev.asterism.guard.Budgets;
import dev.asterism.local.LocalEncoders;
import dev.asterism.model.Stage;
import dev.asterism.perform.Performance;
import dev.asterism.perform.Policies;
import dev.asterism.perform.SemanticCache;
import dev.asterism.provider.CallEvents;
import dev.asterism.provider.Condition;
import dev.asterism.provider.Patience;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import dev.asterism.replay.ServerUnderTest;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import dev.asterism.telemetry.CountingRecorder;
import dev.asterism.telemetry.Metrics;
import dev.asterism.telemetry.OpenTelemetryExport;
import dev.asterism.trace.KeptAnswer;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;

/// A running Asterism: made of everything, known to nothing.
public final class AsterismServer implements ServerUnderTest {

  private static final Duration ESTIMATED_EVERY = Duration.ofSeconds(1);
  private static final int MOST_KEPT_ANSWERS = 100_000;

  private final WebServer web;
  private final Gateway gateway;
  private final Live live;
  private final Upstream upstream;
  private final LearningSchedule schedule;
  private final EstimateSchedule estimates;
  private final ThresholdSchedule caches;
  private final SqliteStore store;
  private final ScheduledExecutorService hourly;
  private final Optional<OpenTelemetryExport> export;

  private AsterismServer(
      WebServer web,
      Gateway gateway,
      Live live,
      Upstream upstream,
      LearningSchedule schedule,
      EstimateSchedule estimates,
      ThresholdSchedule caches,
      SqliteStore store,
      ScheduledExecutorService hourly,
      Optional<OpenTelemetryExport> export) {
    this.export = export;
    this.web = web;
    this.gateway = gateway;
    this.live = live;
    this.upstream = upstream;
    this.schedule = schedule;
    this.estimates = estimates;
    this.caches = caches;
    this.store = store;
    this.hourly = hourly;
  }

  /// Starts a server; on return it answers.
  ///
  /// @throws ConfigException if the port cannot be had
  /// @throws dev.asterism.store.StoreException if the data directory cannot be used
  public static AsterismServer start(Config config) {
    return start(config, SettingsReport.NONE);
  }

  /// @param settings what people are shown of them
  static AsterismServer start(Config config, SettingsReport settings) {
    checkPort(config.server());
    SqliteStore store =
        SqliteStore.open(
            config.data().directory(),
            new StoreSettings(
                config.data().retentionAge(),
                config.data().retentionBytes(),
                StoreSettings.DEFAULT.queueCapacity(),
                StoreSettings.DEFAULT.bodyLimit()));
    Encoders encoders = encoders(config.loop());
    LoadedStudents students = new LoadedStudents(store, encoders, config.loop().studentsMemory());
    Roster roster = new Roster(students);
    Discovery discovery = new Discovery(store);
    Optional<OpenTelemetryExport> export = config.otlp().map(OpenTelemetryExport::new);
    // No provider may take more than half of what can be done at once.
    Upstream upstream =
        new Upstream(
            Math.max(1, config.server().limits().capacity() / 2),
            export.<CallEvents>map(it -> it).orElse(CallEvents.NOBODY));
    PriceTable prices = PriceTable.of(config);
    Metrics metrics = new Metrics(export, config.log());
    Budgets budgets = new Budgets(config.budgets(), store::paidSince, Clock.systemUTC());
    Surroundings around =
        new Surroundings(
            new Providers(providers(config)),
            upstream,
            roster,
            discovery::templates,
            new BookingRecorder(new CountingRecorder(store, metrics), budgets),
            prices::of,
            coin(config.loop().seed()),
            Clock.systemUTC(),
            metrics,
            new StoredFeedback(store),
            new StoredResponses(store),
            config.server().limits(),
            budgets);
    LearningSchedule schedule =
        new LearningSchedule(
            store, discovery, roster, students, encoders, config.loop(), coach(config, around));
    measure(metrics, store, schedule);
    measure(metrics, around);
    measure(metrics, budgets);
    LearntExperience experience = new LearntExperience();
    EstimateSchedule estimates = new EstimateSchedule(store, experience, config.policies());
    ProvedThresholds proved = new ProvedThresholds();
    ThresholdSchedule thresholds = new ThresholdSchedule(store, proved, config.policies());
    Performance performance =
        new Performance(
            new Policies(config.policies()),
            experience,
            new SemanticCache(encoders, proved, Clock.systemUTC()),
            proved);
    performance.forget(keptAnswers(store));
    if (config.policies().stream()
        .anyMatch(policy -> policy.caching().flatMap(it -> it.similar()).isPresent())) {
      // It takes a second to load, for which no request should wait.
      var _ = Thread.ofPlatform().daemon().name("encoder-load").start(encoders::preferred);
    }
    measure(metrics, performance, thresholds);
    Gateway gateway = new Gateway(around, performance);
    metrics.count(
        "asterism.requests.shed",
        "Requests that were told to come back, because too many came",
        gateway,
        Gateway::shed);
    Live live = new Live();
    TaskStandings standings = new TaskStandings(store, schedule);
    HttpRouting.Builder routing = HttpRouting.builder();
    routing
        .get("/healthz", (_, response) -> response.send("ok\n"))
        .get(
            "/readyz",
            (_, response) -> {
              boolean ready = !config.providers().isEmpty();
              response.status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
              response.send(ready ? "ready\n" : "no provider is configured\n");
            })
        .get(
            "/metrics",
            (_, response) -> {
              response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
              response.send(metrics.scrape());
            })
        .register(
            "/admin/v1",
            new AdminApi(
                new MoneyReports(store, budgets),
                new ModelReports(
                    store, standings, config, around.providers(), upstream.conditions()),
                standings,
                new TaskReports(store, standings, schedule),
                new TaskCurve(store, students, config.loop()),
                new PolicyReports(
                    store, config.policies(), thresholds::reports, experience::drafts),
                new Latencies(store),
                new TracesApi(store, () -> performance.forget(keptAnswers(store))),
                settings,
                schedule,
                live,
                Clock.systemUTC()))
        .register("/", new Console());
    gateway.routing(routing);
    schedule.start();
    estimates.start(ESTIMATED_EVERY);
    thresholds.start(ESTIMATED_EVERY);
    ScheduledExecutorService hourly =
        Executors.newSingleThreadScheduledExecutor(Background.threads("retention"));
    var _ =
        hourly.scheduleWithFixedDelay(
            () -> store.retain(Clock.systemUTC().instant()), 1, 60, TimeUnit.MINUTES);
    WebServer web = web(config, gateway, routing);
    AsterismServer server =
        new AsterismServer(
            web, gateway, live, upstream, schedule, estimates, thresholds, store, hourly, export);
    try {
      web.start();
    } catch (RuntimeException failure) {
      server.close();
      throw new ConfigException(
          "server.port: %s:%d cannot be listened on (%s); choose another with --port"
              .formatted(config.server().host(), config.server().port(), cause(failure)));
    }
    return server;
  }

  /// Two servers on one port would share its connections, each with half of the truth.
  private static void checkPort(Config.Server server) {
    try (ServerSocket probe =
        new ServerSocket(server.port(), 1, InetAddress.getByName(server.host()))) {
      probe.setReuseAddress(true);
    } catch (IOException failure) {
      throw new ConfigException(
          "server.port: %s:%d cannot be listened on (%s); choose another with --port"
              .formatted(server.host(), server.port(), failure.getMessage()));
    }
  }

  private static WebServer web(Config config, Gateway gateway, HttpRouting.Builder routing) {
    return gateway
        .listening(WebServer.builder())
        .host(config.server().host())
        .port(config.server().port())
        .shutdownHook(false)
        .routing(routing)
        .build();
  }

  private static Encoders encoders(Config.Loop loop) {
    return loop.encoder() ? new LocalEncoders() : Encoders.NONE;
  }

  static List<Provider> providers(Config config) {
    return config.providers().stream()
        .map(p ->
            new Provider(
                p.name(),
                p.baseUrl(),
                p.key(),
                p.models(),
                Patience.withSilence(p.timeout()),
                p.language(),
                p.aliases(),
                p.resilience()))
        .toList();
  }

  /// Seeded, so that a replay can be run again; behind a lock, for requests come on many threads.
  private static DoubleSupplier coin(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ReentrantLock lock = new ReentrantLock();
    return () -> {
      lock.lock();
      try {
        return random.nextDouble();
      } finally {
        lock.unlock();
      }
    };
  }

  private static Optional<Coach> coach(Config config, Surroundings around) {
    return config
        .loop()
        .coach()
        .map(coaching ->
            new Coach(
                coaching.model(),
                Usd.ofDollars(coaching.budget()),
                new Errands(around),
                around.prices(),
                around.recorder(),
                around.clock()));
  }

  private static void measure(Metrics metrics, SqliteStore store, LearningSchedule schedule) {
    metrics.count("asterism.traces.stored", "Traces written", store, SqliteStore::stored);
    metrics.count(
        "asterism.traces.shed", "Traces that could not be kept", store, SqliteStore::shed);
    for (Stage stage : Stage.values()) {
      metrics.gauge(
          "asterism.students",
          "Students, by the stage that they stand at",
          "stage",
          stage.name().toLowerCase(Locale.ROOT),
          schedule,
          s -> s.stages().getOrDefault(stage, 0));
    }
  }

  /// As many as all caches may have, the newest first to be kept.
  private static List<KeptAnswer> keptAnswers(SqliteStore store) {
    return store.keptAnswers(Clock.systemUTC().instant(), MOST_KEPT_ANSWERS);
  }

  private static void measure(Metrics metrics, Performance performance, ThresholdSchedule caches) {
    metrics.gauge(
        "asterism.cache.answers",
        "Answers that semantic caches keep",
        performance.similar(),
        SemanticCache::size);
    for (boolean answering : new boolean[] {true, false}) {
      metrics.gauge(
          "asterism.cache.scopes",
          "Scopes of semantic caches, by whether they were proved to answer well enough",
          "stage",
          answering ? "answering" : "proving",
          caches,
          answering ? ThresholdSchedule::answering : ThresholdSchedule::proving);
    }
  }

  private static void measure(Metrics metrics, Surroundings around) {
    for (Provider provider : around.providers().all()) {
      metrics.gauge(
          "asterism.provider.broken.ratio",
          "Share of a provider's base URLs that are not asked because they fail",
          "provider",
          provider.name(),
          around.upstream().conditions().of(provider),
          Condition::broken);
    }
  }

  private static void measure(Metrics metrics, Budgets budgets) {
    metrics.count(
        "asterism.budget.refused",
        "Calls that no budget had the money for",
        budgets,
        Budgets::refused);
    for (Account account : budgets.accounts()) {
      Period period = account.budget().period();
      metrics.gauge(
          "asterism.budget.used.ratio",
          "Share of a budget that is spent",
          "period",
          period.word(),
          budgets,
          all -> all.used(period));
    }
  }

  private static String cause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  @Override
  public int port() {
    return web.port();
  }

  @Override
  public void close() {
    live.close();
    web.stop();
    hourly.shutdownNow();
    Closing.together(schedule::close, estimates::close, caches::close, gateway::close);
    upstream.close();
    store.close();
    export.ifPresent(OpenTelemetryExport::close);
  }
}
