package dev.asterism.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The models of a simulation, stage by stage, cheapest first; the last one is the strong one.
record Team(List<List<String>> stages) {

  private static final int MOST_WITHOUT_NAMES = 2;

  Team {
    stages = stages.stream().map(List::copyOf).toList();
  }

  /// {@return the models named, else those of the file where there are two}
  ///
  /// @param named stages; models of one stage joined by `+`
  static Team of(List<String> named, List<Question> questions, String name) {
    TreeSet<String> known = new TreeSet<>(questions.getFirst().outcomes().keySet());
    if (named.isEmpty() && known.size() > MOST_WITHOUT_NAMES) {
      throw new BadOutcomes(
          name
              + ": name the models, cheapest first, the strong one last: --models a,b; there are "
              + String.join(", ", known));
    }
    List<List<String>> stages = new ArrayList<>();
    if (named.isEmpty()) {
      known.stream()
          .sorted((a, b) -> Double.compare(mean(questions, a), mean(questions, b)))
          .forEach(model -> stages.add(List.of(model)));
    } else {
      named.forEach(stage -> stages.add(List.of(stage.split("\\+", -1))));
    }
    for (String model : stages.stream().flatMap(Collection::stream).toList()) {
      long without = questions.stream().filter(one -> !one.outcomes().containsKey(model)).count();
      if (without > 0) {
        throw new BadOutcomes(
            "%s: '%s' has no outcome for %d of %d questions; there are %s"
                .formatted(name, model, without, questions.size(), String.join(", ", known)));
      }
    }
    if (stages.getLast().size() > 1) {
      throw new BadOutcomes(name + ": the last stage, the strong one, is one model");
    }
    return new Team(stages);
  }

  /// {@return the models that a policy chooses among}
  static Team of(SimulationSettings settings, List<Question> questions, String name) {
    Team named = of(settings.models(), questions, name);
    Team team = settings.kind() == Kind.swarm ? named.voting() : named;
    if (team.voters().isEmpty()) {
      throw new BadOutcomes(name + ": a " + settings.kind() + " needs two models, cheapest first");
    }
    return team;
  }

  String boss() {
    return stages.getLast().getFirst();
  }

  /// {@return all but the strong one, in the order in which they are asked}
  List<String> voters() {
    return stages.subList(0, stages.size() - 1).stream().flatMap(Collection::stream).toList();
  }

  /// {@return the same models, all but the strong one asked side by side}
  Team voting() {
    return stages.size() < 2 ? this : new Team(List.of(voters(), stages.getLast()));
  }

  List<String> models() {
    return stages.stream().flatMap(Collection::stream).toList();
  }

  private static double mean(List<Question> questions, String model) {
    return questions.stream().mapToDouble(one -> one.outcome(model).quality()).average().orElse(0);
  }
}
