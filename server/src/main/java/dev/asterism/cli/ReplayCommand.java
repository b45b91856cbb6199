package dev.asterism.cli;

import dev.asterism.replay.Api;
import dev.asterism.replay.BadFolder;
import dev.asterism.replay.Replay;
import dev.asterism.replay.ReplayReport;
import dev.asterism.replay.ReplaySettings;
import dev.asterism.replay.ServerStarter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `asterism replay`: how much of a recorded task students would take over, and how well.
@Command(
    name = "replay",
    description = "Replay recorded tasks through a server that learns, then test it.",
    footer = {"", "Example:", "  asterism replay data/banking77 --eps 0.02 --report json"},
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Runnable {

  enum Form {
    table,
    json
  }

  enum Spoken {
    decisions,
    chat
  }

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of recorded tasks.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--api",
      defaultValue = "decisions",
      description = "decisions or chat; always chat where an answer is more than one label.")
  private Spoken api = Spoken.decisions;

  @Option(
      names = "--eps",
      defaultValue = "0.02",
      description = "Risk allowed (default: ${DEFAULT-VALUE}).")
  private double eps;

  @Option(
      names = "--delta",
      defaultValue = "0.05",
      description = "Chance that the risk is higher (default: ${DEFAULT-VALUE}).")
  private double delta;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--without",
      paramLabel = "LABEL",
      description = "Leave rows with this label out.")
  private Set<String> without = new HashSet<>();

  @Option(names = "--report", defaultValue = "table", description = "table or json.")
  private Form form = Form.table;

  @Option(names = "--json", description = "The same as --report json.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final ServerStarter starter;

  ReplayCommand(ServerStarter starter) {
    this.starter = starter;
  }

  @Override
  public void run() {
    if (!(eps > 0 && eps < 1 && delta > 0 && delta < 1)) {
      throw new Trouble("--eps and --delta must lie between 0 and 1.");
    }
    Api spoken =
        switch (api) {
          case decisions -> Api.DECISIONS;
          case chat -> Api.CHAT;
        };
    ReplaySettings settings = new ReplaySettings(folders, without, spoken, eps, delta, seed);
    try (Bar bar = new Bar("requests")) {
      Replay replay = new Replay(settings, starter, bar::at);
      ReplayReport report = replay.run();
      bar.end();
      if (spec != null) {
        spec.commandLine()
            .getOut()
            .println(
                (json || form == Form.json ? Plain.json(report.json()) : report.table())
                    .stripTrailing());
      }
    } catch (BadFolder e) {
      throw new Trouble(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Trouble("The replay broke off: " + e.getMessage() + ".");
    }
  }
}
