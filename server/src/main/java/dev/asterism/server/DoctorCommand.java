package dev.asterism.server;

import dev.asterism.cli.DoctorReport;
import dev.asterism.doctor.Check;
import dev.asterism.doctor.Disk;
import dev.asterism.doctor.Finding;
import dev.asterism.doctor.LocalEngine;
import dev.asterism.doctor.Machine;
import dev.asterism.doctor.Port;
import dev.asterism.doctor.Providers;
import dev.asterism.doctor.ToolServers;
import dev.asterism.perform.Manner;
import dev.asterism.perform.NamedPolicy;
import dev.asterism.student.Encoders;
import dev.asterism.tool.McpServer;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `asterism doctor`: what keeps a server from running well here, and how to mend it.
@Command(
    name = "doctor",
    description = "Check machine, configuration, providers; say how to mend them.",
    footer = {
      "",
      "Nothing is changed, and providers are asked only for their list of models.",
      "",
      "Example:",
      "  asterism doctor --config asterism.yaml"
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin private Settings given = new Settings();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long a provider may take (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Encoders encoders;
  private final Map<String, String> environment;

  DoctorCommand(Encoders encoders, Map<String, String> environment) {
    this.encoders = encoders;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (timeout < 1 || timeout > 600) {
      throw new ConfigException("--timeout: expected 1 to 600 seconds, not " + timeout);
    }
    DoctorReport report = new DoctorReport(findings());
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? report.json() : report.text(spec.commandLine()));
      out.flush();
    }
    return report.exitCode();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Config config = config(findings);
    findings.addAll(budgets(config));
    for (Check check : checks(config)) {
      findings.addAll(check.look());
    }
    return findings;
  }

  /// The configuration; where it is not understood that is a finding, and the rest is looked at as
  /// if there was none.
  private Config config(List<Finding> findings) {
    try {
      Config config = given.read(environment);
      String found =
          given
              .file()
              .map(file -> file + " is understood")
              .orElse(
                  "no asterism.yaml here: the defaults, and OPENAI_API_KEY from the environment");
      findings.add(new Finding("config", Finding.State.OK, found, ""));
      return config;
    } catch (ConfigException mistake) {
      findings.add(
          Finding.failed(
              "config",
              String.valueOf(mistake.getMessage()),
              "Correct it; `asterism config example` prints every setting."));
      return Config.fromEnvironment(Map.of());
    }
  }

  /// Models that a server with budgets will not ask.
  private static List<Finding> budgets(Config config) {
    if (config.budgets().isEmpty()) {
      return List.of();
    }
    PriceTable prices = PriceTable.of(config);
    List<String> unpriced =
        Stream.concat(
                config.providers().stream().flatMap(one -> one.models().stream()),
                config.policies().stream()
                    .flatMap(one ->
                        one.manner().models().stream().map(name -> one.member(name).model())))
            .filter(model -> !model.endsWith("*") && !NamedPolicy.isNamedBy(model))
            .filter(model -> prices.of(model).isEmpty())
            .distinct()
            .toList();
    return List.of(
        unpriced.isEmpty()
            ? new Finding("budgets", Finding.State.OK, "every model named has a price", "")
            : new Finding(
                "budgets",
                Finding.State.WARNING,
                "no price is known of " + String.join(", ", unpriced) + ": not asked",
                "Give each one under `prices`, 0 where it is free."));
  }

  private List<Check> checks(Config config) {
    Duration patience = Duration.ofSeconds(timeout);
    List<Check> checks = new ArrayList<>();
    checks.add(new Machine());
    checks.add(new Port(config.server().host(), config.server().port(), patience));
    checks.add(new Disk(config.data().directory(), config.data().retentionBytes()));
    if (config.loop().encoder()) {
      checks.add(new LocalEngine(encoders));
    }
    checks.add(new Providers(AsterismServer.providers(config), patience, Clock.systemUTC()));
    List<McpServer> servers = toolServers(config);
    if (!servers.isEmpty()) {
      checks.add(new ToolServers(servers, patience));
    }
    return checks;
  }

  /// Those that a plan's specialists use; what nobody uses is not asked.
  private static List<McpServer> toolServers(Config config) {
    return config.policies().stream()
        .map(NamedPolicy::manner)
        .filter(Manner.Plan.class::isInstance)
        .flatMap(plan -> ((Manner.Plan) plan).specialists().stream())
        .flatMap(specialist -> specialist.tools().stream())
        .filter(McpServer.class::isInstance)
        .map(McpServer.class::cast)
        .distinct()
        .toList();
  }
}
