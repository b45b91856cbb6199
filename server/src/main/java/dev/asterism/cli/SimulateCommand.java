package dev.asterism.cli;

import dev.asterism.simulate.BadOutcomes;
import dev.asterism.simulate.Kind;
import dev.asterism.simulate.Simulation;
import dev.asterism.simulate.SimulationReport;
import dev.asterism.simulate.SimulationSettings;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `asterism simulate`: what a policy would have answered, and at what cost.
@Command(
    name = "simulate",
    description = "Play a policy on recorded outcomes of models.",
    footer = {
      "",
      "Policies: route chooses a model before asking; cascade asks stage after",
      "stage; search asks whoever is most worth it; swarm lets all models but the",
      "last vote; sample asks one model again and again; drift replaces the first",
      "model by the second and waits for alarm.",
      "",
      "Example:",
      "  asterism simulate --outcomes data/gsm8k --policy cascade \\",
      "      --models small-a+small-b,large --train-share 0.5 --seeds 5"
    },
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Runnable {

  enum Form {
    table,
    json
  }

  @Option(
      names = "--outcomes",
      required = true,
      paramLabel = "PATH",
      description = "A file of outcomes, or a folder of them.")
  private Path outcomes = Path.of(".");

  @Option(names = "--policy", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.route;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "A,B",
      description = "Cheapest first, the strong one last; + joins models asked side by side.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--train-share",
      defaultValue = "0.5",
      description = "Share of questions to learn from (default: ${DEFAULT-VALUE}).")
  private double trainShare;

  @Option(names = "--train-labels", description = "How many questions to learn from, instead.")
  private @Nullable Integer trainLabels;

  @Option(
      names = "--within",
      defaultValue = "0",
      description =
          "Quality that may be lost against the best single model, -1 to 1; less than 0"
              + " asks for a margin.")
  private double within;

  @Option(
      names = "--budget",
      description =
          "Mean cost of a question at most, instead: dollars, or calls of the strong model.")
  private @Nullable Double budget;

  @Option(
      names = "--eps",
      defaultValue = "0.05",
      description = "Risk of calibrated cascades (default: ${DEFAULT-VALUE}).")
  private double eps;

  @Option(names = "--meaning", description = "Read what questions mean (15 ms each).")
  private boolean meaning;

  @Option(names = "--verified", description = "Answers can be checked, as code by its tests.")
  private boolean verified;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the first split (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--seeds",
      defaultValue = "5",
      description = "How many splits (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(names = "--report", defaultValue = "table", description = "table or json.")
  private Form form = Form.table;

  @Option(names = "--json", description = "The same as --report json.")
  private boolean json;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curve, as SVG.")
  private @Nullable Path plot;

  @Spec private @Nullable CommandSpec spec;

  private final Encoders encoders;

  SimulateCommand(Encoders encoders) {
    this.encoders = encoders;
  }

  @Override
  public void run() {
    check();
    Optional<Encoder> encoder = meaning ? encoders.preferred() : Optional.empty();
    if (meaning && encoder.isEmpty()) {
      throw new Trouble("--meaning: no sentence encoder can be run on this machine.");
    }
    SimulationSettings settings =
        new SimulationSettings(
            outcomes,
            kind,
            models,
            trainShare,
            trainLabels == null ? OptionalInt.empty() : OptionalInt.of(trainLabels),
            within,
            budget == null ? OptionalDouble.empty() : OptionalDouble.of(budget),
            eps,
            verified,
            seed,
            seeds);
    SimulationReport report = simulate(settings, encoder);
    if (plot != null) {
      draw(plot, report);
    }
    if (spec != null) {
      String shown = json || form == Form.json ? Plain.json(report.json()) : report.table();
      spec.commandLine().getOut().println(shown.stripTrailing());
    }
  }

  private static SimulationReport simulate(SimulationSettings settings, Optional<Encoder> encoder) {
    try (Bar bar = new Bar("splits")) {
      return new Simulation(settings, encoder, bar::at).run();
    } catch (BadOutcomes e) {
      throw new Trouble(String.valueOf(e.getMessage()));
    }
  }

  private void check() {
    if (!(trainShare > 0 && trainShare < 1 && eps > 0 && eps < 1)) {
      throw new Trouble("--train-share and --eps must lie between 0 and 1.");
    }
    if (!(within >= -1 && within <= 1) || seeds < 1 || seeds > 100) {
      throw new Trouble("--within must lie between -1 and 1, --seeds between 1 and 100.");
    }
    if (budget != null && !(budget >= 0)) {
      throw new Trouble("--budget must be 0 or more.");
    }
    if (trainLabels != null && trainLabels < 10) {
      throw new Trouble("--train-labels must be at least 10.");
    }
  }

  private static void draw(Path file, SimulationReport report) {
    try {
      Files.writeString(file, report.plot());
    } catch (IOException e) {
      throw new Trouble("--plot: " + file + " cannot be written.");
    }
  }
}
