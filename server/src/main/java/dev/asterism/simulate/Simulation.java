package dev.asterism.simulate;

import dev.asterism.student.Encoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plays a policy on recorded outcomes.
public final class Simulation {

  private final SimulationSettings settings;
  private final Optional<Encoder> encoder;
  private final Progress progress;

  /// @param encoder reads what questions mean, where given
  public Simulation(SimulationSettings settings, Optional<Encoder> encoder, Progress progress) {
    this.settings = settings;
    this.encoder = encoder;
    this.progress = progress;
  }

  /// {@return what was found on each set, and which sets of a folder could not be used}
  ///
  /// @throws BadOutcomes if there is nothing to simulate on
  public SimulationReport run() {
    List<Path> files = OutcomesFile.under(settings.outcomes());
    List<Finding> findings = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Path file : files) {
      try {
        findings.add(find(OutcomesFile.name(file), OutcomesFile.read(file)));
      } catch (BadOutcomes e) {
        if (files.size() == 1) {
          throw e;
        }
        left.add(String.valueOf(e.getMessage()));
      }
    }
    return new SimulationReport(settings, findings, left);
  }

  private Finding find(String name, List<Question> questions) {
    return switch (settings.kind()) {
      case route, cascade, search, swarm ->
          new Choosing(settings, encoder, progress).find(name, questions);
      case sample -> new Resampling(settings, progress).find(name, questions);
      case drift -> new DriftWatch(settings).find(name, questions);
    };
  }
}
