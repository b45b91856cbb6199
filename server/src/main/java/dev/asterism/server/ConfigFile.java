package dev.asterism.server;

import dev.asterism.cost.Budget;
import dev.asterism.cost.Period;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.ClientLimits;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.perform.Specialist;
import dev.asterism.provider.Circuit;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Resilience;
import dev.asterism.provider.Retries;
import dev.asterism.server.Config.Coaching;
import dev.asterism.server.Config.Data;
import dev.asterism.server.Config.Loop;
import dev.asterism.server.Config.Promotion;
import dev.asterism.server.Config.Server;
import dev.asterism.server.Config.Upstream;
import dev.asterism.student.Footprint;
import dev.asterism.telemetry.LogSettings;
import dev.asterism.telemetry.OtlpSettings;
import dev.asterism.tool.Tool;
import dev.asterism.train.StudentBudget;
import dev.asterism.wire.dialect.Api;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads `asterism.yaml`. Every mistake is told with the file, the line and the field.
public final class ConfigFile {

  private static final int KILOBYTE = 1 << 10;
  private static final int MEGABYTE = 1 << 20;
  private static final double MOST_DOLLARS = 1e9;

  private ConfigFile() {}

  /// A configuration, with each setting as it was read.
  record Understood(Config config, SettingsReport settings) {}

  /// {@return the configuration in a file; what it leaves out has its default}
  ///
  /// @throws ConfigException if the file cannot be read or says something that is not understood
  public static Config read(Path file, Map<String, String> environment) {
    return understand(file, environment).config();
  }

  static Understood understand(Path file, Map<String, String> environment) {
    try {
      return understand(file.getFileName().toString(), Files.readString(file), environment);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          "%s: no such file; `asterism config example` prints one to start from".formatted(file));
    } catch (IOException e) {
      throw new ConfigException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  static Config parse(String name, String yaml, Map<String, String> environment) {
    return understand(name, yaml, environment).config();
  }

  static Understood understand(String name, String yaml, Map<String, String> environment) {
    Section root = Section.parse(name, yaml);
    Server server = server(root.section("server"));
    Data data = data(root.section("data"));
    List<Upstream> providers = new ArrayList<>();
    for (Section provider : root.sections("providers")) {
      providers.add(provider(provider, environment));
    }
    if (providers.isEmpty()) {
      providers.addAll(Config.environmentProvider(environment));
    }
    Map<String, Price> prices = prices(root.section("prices"));
    Loop loop = loop(root.section("loop"));
    Optional<OtlpSettings> otlp = otlp(root.section("telemetry"));
    LogSettings log = log(root.section("log"));
    List<Tool> tools = ToolSections.read(root.sections("tools"), environment);
    List<Specialist> specialists = SpecialistSections.read(root.sections("specialists"), tools);
    Map<String, ModelFacts> models = models(root.section("models"));
    List<NamedPolicy> policies =
        new PolicySections(specialists, loop, models).read(root.sections("policies"));
    List<Budget> budgets = budgets(root.section("budgets"));
    root.finish();
    Config config =
        new Config(server, data, providers, prices, loop, otlp, log, policies, budgets, models);
    return new Understood(config, root.report());
  }

  private static List<Budget> budgets(Section section) {
    List<Budget> budgets = new ArrayList<>();
    for (Period period : Period.values()) {
      section
          .number(Budget.setting(period), 0, MOST_DOLLARS)
          .ifPresent(limit -> budgets.add(new Budget(period, Usd.ofDollars(limit))));
    }
    section.finish();
    return budgets;
  }

  private static Map<String, ModelFacts> models(Section section) {
    Map<String, ModelFacts> models = new LinkedHashMap<>();
    for (String name : section.names()) {
      Section model = section.section(name);
      int context = model.whole("context", 0, 0, 1_000_000_000);
      models.put(
          name,
          new ModelFacts(
              context == 0 ? OptionalLong.empty() : OptionalLong.of(context),
              model.number("parameters-billion", 0, 1e6),
              model.number("density", 0, 1e6)));
      model.finish();
    }
    return models;
  }

  private static LogSettings log(Section section) {
    LogSettings defaults = LogSettings.DEFAULT;
    LogSettings log =
        new LogSettings(
            section.choice("format", LogSettings.Format.class, defaults.format()),
            section.truth("requests", defaults.requests()));
    section.finish();
    return log;
  }

  private static Optional<OtlpSettings> otlp(Section section) {
    String service = section.text("service", "asterism");
    Map<String, String> headers = new LinkedHashMap<>();
    Section given = section.section("otlp-headers");
    for (String name : given.names()) {
      headers.put(
          name,
          given.secret(name).orElseThrow(() -> given.wrong(name, "expected the header's value")));
    }
    Optional<OtlpSettings> otlp =
        section
            .optional("otlp-endpoint")
            .map(endpoint ->
                new OtlpSettings(url(endpoint, section.where("otlp-endpoint")), headers, service));
    section.finish();
    return otlp;
  }

  private static Server server(Section section) {
    Server defaults = Server.DEFAULT;
    Server server =
        new Server(
            section.text("host", defaults.host()),
            section.whole("port", defaults.port(), 0, 65_535),
            limits(section, defaults.limits()));
    section.finish();
    return server;
  }

  private static ClientLimits limits(Section section, ClientLimits defaults) {
    return new ClientLimits(
        section.whole("body-limit-mb", defaults.body() / MEGABYTE, 1, 1_000) * MEGABYTE,
        section.whole("capacity", defaults.capacity(), 1, 100_000),
        defaults.held(),
        Duration.ofSeconds(
            section.whole(
                "client-patience-seconds", (int) defaults.patience().toSeconds(), 1, 3_600)),
        Duration.ofSeconds(
            section.whole("stream-ping-seconds", (int) defaults.ping().toSeconds(), 0, 3_600)),
        Duration.ofMillis(
            section.whole("lateness-ms", (int) defaults.lateness().toMillis(), 0, 60_000)));
  }

  private static Data data(Section section) {
    Data defaults = Data.DEFAULT;
    Data data =
        new Data(
            Path.of(section.text("directory", defaults.directory().toString())),
            Duration.ofDays(
                section.whole("retention-days", (int) defaults.retentionAge().toDays(), 1, 36_500)),
            (long) section.whole("retention-mb", 2_048, 16, 100_000_000) * MEGABYTE);
    section.finish();
    return data;
  }

  private static Upstream provider(Section section, Map<String, String> environment) {
    String name = section.required("name", "a short name such as openai");
    List<Endpoint> endpoints = Endpoints.read(section, environment);
    Upstream upstream =
        new Upstream(
            name,
            endpoints.getFirst().baseUrl(),
            endpoints.getFirst().key(),
            section.texts("models"),
            Duration.ofSeconds(
                section.whole(
                    "timeout-seconds", (int) Upstream.DEFAULT_TIMEOUT.toSeconds(), 1, 86_400)),
            language(section),
            aliases(section.section("aliases")),
            new Resilience(
                endpoints.subList(1, endpoints.size()),
                retries(section.section("retries")),
                breaking(section.section("circuit"))));
    section.finish();
    return upstream;
  }

  private static Language language(Section section) {
    Dialect dialect = section.choice("dialect", Dialect.class, Dialect.OPENAI);
    List<Api> apis = section.choices("api", Api.class);
    return apis.isEmpty() ? Language.of(dialect) : new Language(dialect, apis);
  }

  private static Map<String, String> aliases(Section section) {
    Map<String, String> aliases = new LinkedHashMap<>();
    for (String name : section.names()) {
      aliases.put(name, section.required(name, "the provider's name for the model"));
    }
    return aliases;
  }

  private static Retries retries(Section section) {
    Retries defaults = Retries.DEFAULT;
    Retries retries =
        new Retries(
            section.whole("most", defaults.most(), 0, 10),
            Duration.ofMillis(
                section.whole("first-pause-ms", (int) defaults.first().toMillis(), 0, 60_000)),
            Duration.ofSeconds(
                section.whole(
                    "longest-pause-seconds", (int) defaults.longest().toSeconds(), 0, 600)));
    section.finish();
    return retries;
  }

  private static Circuit.Settings breaking(Section section) {
    Circuit.Settings defaults = Circuit.Settings.DEFAULT;
    int window = section.whole("calls", defaults.window(), 1, 1_000);
    Circuit.Settings settings =
        new Circuit.Settings(
            window,
            Math.ceilDiv(window, 2),
            section.number("failing", defaults.share(), 0.01, 1),
            Duration.ofSeconds(
                section.whole("pause-seconds", (int) defaults.pause().toSeconds(), 0, 3_600)));
    section.finish();
    return settings;
  }

  private static Map<String, Price> prices(Section section) {
    Map<String, Price> prices = new LinkedHashMap<>();
    for (String model : section.names()) {
      Section price = section.section(model);
      double input = price.number("input", 0, 0, 1e6);
      double cacheWrite = price.number("cache-write", input, 0, 1e6);
      prices.put(
          model,
          new Price(
              input,
              price.number("cached-input", input, 0, 1e6),
              price.number("output", 0, 0, 1e6),
              cacheWrite,
              price.number("cache-write-hour", cacheWrite, 0, 1e6)));
      price.finish();
    }
    return prices;
  }

  private static Loop loop(Section section) {
    Loop defaults = Loop.DEFAULT;
    Loop loop =
        new Loop(
            section.truth("enabled", defaults.enabled()),
            section.truth("discover", defaults.discover()),
            section.choice("promotion", Promotion.class, defaults.promotion()),
            section.number("eps", defaults.eps(), 0.0001, 0.5),
            section.number("label-eps", 0.0001, 0.5),
            section.number("delta", defaults.delta(), 0.000001, 0.5),
            section.whole("repeats", defaults.repeats(), 0, 100_000),
            coaching(section),
            section.truth("encoder", defaults.encoder()),
            section.number("size-tolerance", defaults.sizeTolerance(), 0, 0.5),
            (long) section.whole("students-memory-mb", 256, 1, 1_000_000) * MEGABYTE,
            budget(section, defaults.budget()),
            section.whole("seed", (int) defaults.seed(), 0, Integer.MAX_VALUE));
    checkRoom(section, loop, defaults.budget());
    // A student's proof is one walk; labels take the half of what it has.
    double delta = loop.labelEps().isPresent() ? loop.delta() / 2 : loop.delta();
    ProvableRisk.check(section, "eps", loop.eps(), delta, 1);
    section.finish();
    return loop;
  }

  /// One that does not fit into memory would be read anew for every request.
  private static void checkRoom(Section section, Loop loop, StudentBudget defaults) {
    long most = loop.studentsMemory() / Footprint.MOST_FILES;
    if (loop.budget().bytes() > most) {
      throw section.wrong(
          loop.budget().bytes() == defaults.bytes() ? "students-memory-mb" : "student-max-kb",
          ("in memory a student may take %d times its file, so that students-memory-mb (%d) has"
                  + " room for one of %d KB at most, not %d: give more memory, or smaller students")
              .formatted(
                  Footprint.MOST_FILES,
                  loop.studentsMemory() / MEGABYTE,
                  most / KILOBYTE,
                  loop.budget().bytes() / KILOBYTE));
    }
  }

  private static StudentBudget budget(Section loop, StudentBudget defaults) {
    int kilobytes = (int) (defaults.bytes() / KILOBYTE);
    return new StudentBudget(
        (long) loop.whole("student-max-kb", kilobytes, 1, 1_000_000) * KILOBYTE,
        loop.number("student-max-ms", defaults.millis(), 0.001, 60_000));
  }

  private static Optional<Coaching> coaching(Section loop) {
    if (!loop.names().contains("coach")) {
      return Optional.empty();
    }
    Section section = loop.section("coach");
    Coaching coaching =
        new Coaching(
            section.required("model", "the name of a model that can write examples"),
            section.number("budget-usd", 1, 0, 1e6));
    section.finish();
    return Optional.of(coaching);
  }

  static URI url(String text, String where) {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = String.valueOf(url.getScheme());
      if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Told below, like every other text that is no URL.
    }
    throw new ConfigException(
        "%s: '%s' is not a URL; write it as https://host/v1".formatted(where, text));
  }
}
