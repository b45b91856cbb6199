package dev.asterism.server;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Price;
import dev.asterism.gateway.ClientLimits;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.provider.Resilience;
import dev.asterism.telemetry.LogSettings;
import dev.asterism.telemetry.OtlpSettings;
import dev.asterism.train.LearningSettings;
import dev.asterism.train.StudentBudget;
import dev.asterism.wire.dialect.Language;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// All that can be set, valid as constructed. [ConfigFile] reads it; `asterism config example`
/// documents it.
///
/// @param prices by model name or prefix ending in `*`; they win over the built-in table
/// @param otlp where traces and metrics are sent; empty for nowhere
/// @param policies that clients can name, the default one first
/// @param budgets that the whole server keeps to
/// @param models what is told of models, by their names
public record Config(
    Server server,
    Data data,
    List<Upstream> providers,
    Map<String, Price> prices,
    Loop loop,
    Optional<OtlpSettings> otlp,
    LogSettings log,
    List<NamedPolicy> policies,
    List<Budget> budgets,
    Map<String, ModelFacts> models) {

  public Config {
    budgets = List.copyOf(budgets);
    models = Map.copyOf(models);
    policies = List.copyOf(policies);
    providers = List.copyOf(providers);
    prices = Map.copyOf(prices);
    NeededPrices.check(policies, prices, providers);
  }

  /// One without budgets, of whose models nothing is told.
  public Config(
      Server server,
      Data data,
      List<Upstream> providers,
      Map<String, Price> prices,
      Loop loop,
      Optional<OtlpSettings> otlp,
      LogSettings log,
      List<NamedPolicy> policies) {
    this(server, data, providers, prices, loop, otlp, log, policies, List.of(), Map.of());
  }

  /// One without policies and budgets, that sends no telemetry anywhere.
  public Config(
      Server server, Data data, List<Upstream> providers, Map<String, Price> prices, Loop loop) {
    this(server, data, providers, prices, loop, Optional.empty(), LogSettings.DEFAULT, List.of());
  }

  /// {@return the same at another place}
  ///
  /// @param otherServer where clients connect
  /// @param otherData what is kept, and where
  Config at(Server otherServer, Data otherData) {
    return new Config(
        otherServer, otherData, providers, prices, loop, otlp, log, policies, budgets, models);
  }

  /// Where clients connect.
  ///
  /// @param limits what they may ask of this server
  public record Server(String host, int port, ClientLimits limits) {

    static final Server DEFAULT = new Server("127.0.0.1", 8484);

    /// One with the usual limits.
    public Server(String host, int port) {
      this(host, port, ClientLimits.DEFAULT);
    }

    /// {@return the same on another port}
    Server at(int other) {
      return new Server(host, other, limits);
    }
  }

  /// What is kept, and for how long.
  public record Data(Path directory, Duration retentionAge, long retentionBytes) {

    static final Data DEFAULT = new Data(Path.of(".asterism"), Duration.ofDays(30), 2L << 30);

    /// {@return the same in another directory}
    Data in(Path other) {
      return new Data(other, retentionAge, retentionBytes);
    }
  }

  /// A place where remote models live.
  ///
  /// @param baseUrl up to and with the version, such as `https://api.example.com/v1`
  /// @param key sent in the manner of its dialect; where empty, the client's own is passed on
  /// @param models names, or prefixes ending in `*`, that it serves; empty for every model
  /// @param timeout of silence: until an answer begins, and between the pieces of it
  /// @param language what it understands
  /// @param aliases its own names for models, by the names that clients use
  /// @param resilience what is done where it fails
  public record Upstream(
      String name,
      URI baseUrl,
      Optional<String> key,
      List<String> models,
      Duration timeout,
      Language language,
      Map<String, String> aliases,
      Resilience resilience) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    public Upstream {
      models = List.copyOf(models);
      aliases = Map.copyOf(aliases);
    }

    /// One that speaks OpenAI's dialect and is treated like any other where it fails.
    public Upstream(
        String name, URI baseUrl, Optional<String> key, List<String> models, Duration timeout) {
      this(name, baseUrl, key, models, timeout, Language.OPENAI, Map.of(), Resilience.DEFAULT);
    }

    /// Keeps the key out of logs.
    @Override
    public String toString() {
      return "Upstream[" + name + " " + baseUrl + "]";
    }
  }

  /// How students are made and trusted.
  ///
  /// @param discover whether prompt templates are looked for in chat that nobody tagged
  /// @param eps the risk allowed, in (0, 1)
  /// @param delta the probability that the risk is higher all the same, in (0, 1)
  /// @param labelEps the risk allowed for each label by itself; empty where only the whole is
  ///   bounded
  /// @param repeats how many requests of each task are put to its teacher twice
  /// @param coach the big model that helps students with what they confuse; empty for none
  /// @param encoder whether students may read meaning too, in a millisecond or two, where words
  ///   alone leave them unsure
  /// @param sizeTolerance how many more of a student's answers may be wrong for it to be smaller,
  ///   as a share of all
  /// @param studentsMemory bytes that students may take in memory, all together; others are read
  ///   when they are asked
  /// @param budget what each student may take
  public record Loop(
      boolean enabled,
      boolean discover,
      Promotion promotion,
      double eps,
      OptionalDouble labelEps,
      double delta,
      int repeats,
      Optional<Coaching> coach,
      boolean encoder,
      double sizeTolerance,
      long studentsMemory,
      StudentBudget budget,
      long seed) {

    static final Loop DEFAULT =
        new Loop(
            true,
            true,
            Promotion.MANUAL,
            0.02,
            OptionalDouble.empty(),
            0.05,
            100,
            Optional.empty(),
            true,
            LearningSettings.TOLERANCE,
            256L << 20,
            StudentBudget.GENEROUS,
            7);
  }

  /// A big model that writes new examples of what students confuse.
  ///
  /// @param budget in US dollars, for each task
  public record Coaching(String model, double budget) {}

  /// Who says that a proved student goes live.
  public enum Promotion {
    MANUAL,
    AUTOMATIC
  }

  /// {@return the configuration of a server that was given none}
  ///
  /// @param environment `OPENAI_API_KEY` and `OPENAI_BASE_URL` make a provider of their own
  public static Config fromEnvironment(Map<String, String> environment) {
    return new Config(
        Server.DEFAULT, Data.DEFAULT, environmentProvider(environment), Map.of(), Loop.DEFAULT);
  }

  static List<Upstream> environmentProvider(Map<String, String> environment) {
    Optional<String> key =
        Optional.ofNullable(environment.get("OPENAI_API_KEY")).filter(text -> !text.isBlank());
    Optional<String> url =
        Optional.ofNullable(environment.get("OPENAI_BASE_URL")).filter(text -> !text.isBlank());
    if (key.isEmpty() && url.isEmpty()) {
      return List.of();
    }
    String base = url.orElse("https://api.openai.com/v1");
    return List.of(
        new Upstream(
            "openai",
            ConfigFile.url(base, "OPENAI_BASE_URL"),
            key,
            List.of(),
            Upstream.DEFAULT_TIMEOUT));
  }
}
