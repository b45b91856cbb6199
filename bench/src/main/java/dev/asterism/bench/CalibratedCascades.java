package dev.asterism.bench;

import dev.asterism.simulate.CalibratedCells;
import dev.asterism.simulate.CalibratedCells.Cell;
import dev.asterism.simulate.Kind;
import dev.asterism.simulate.SimulationSettings;
import dev.asterism.stats.Binomial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How often calibrated cascades keep more bad answers than they promised.
///
/// `CalibratedCascades FOLDER-OF-OUTCOMES [SPLITS [SET,...]]`: each set of recorded outcomes, with
/// a team, half of its questions (at most 1,500) to learn from and to prove on; promises of 1, 2
/// and 5 % bad answers among those kept, each proved with confidence 95 %; prints, for each set and
/// promise, the share of questions kept, the share of bad ones among them, and the cells in which
/// that is more than promised.
final class CalibratedCascades {

  private static final List<Double> PROMISES = List.of(0.01, 0.02, 0.05);
  private static final int MOST_LABELS = 1_500;
  private static final double SIDE = 0.025;

  /// @param questions how many there are
  private record Subject(String set, int questions, Kind kind, List<String> models) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          subject(
              "routellm_mmlu",
              14_042,
              Kind.cascade,
              "mixtral-8x7b-instruct-v0.1" + ",gpt-4-1106-preview"),
          subject(
              "gsm8k_router",
              1_319,
              Kind.cascade,
              "mixtral-8x7b-instruct-v0.1" + ",gpt-4-1106-preview"),
          subject(
              "gsm8k_router",
              1_319,
              Kind.cascade,
              "gpt3-6b_finetuning+gpt3-6b_verification" + ",gpt3-175b_verification"),
          subject(
              "zeroeval_gsm8k",
              1_319,
              Kind.swarm,
              "gemma-2-9b-it,Meta-Llama-3.1-8B-Instruct"
                  + ",Qwen2-7B-Instruct,Yi-1.5-9B-Chat,Meta-Llama-3-8B-Instruct,Phi-3.5-mini-instruct"
                  + ",claude-3-5-sonnet-20241022"),
          subject(
              "zeroeval_crux_a",
              400,
              Kind.swarm,
              "Qwen2.5-7B-Instruct,Yi-1.5-9B-Chat"
                  + ",gemma-2-9b-it,Phi-3-mini-4k-instruct,Meta-Llama-3.1-8B-Instruct"
                  + ",o1-mini-2024-09-12"),
          subject(
              "mmlu_pro_a",
              6_521,
              Kind.swarm,
              "Meta-Llama-3_1-8B-Instruct"
                  + ",Phi-3-mini-4k-instruct,mathstral-7B,Mixtral-8x7B-Instruct-v0.1,Yi-34B"
                  + ",gemini-1.5-pro-002"),
          subject("llmdrift_a", 1_000, Kind.cascade, "gpt-3.5-turbo-0613,gpt-4-0314"),
          subject("julia_code_a", 50, Kind.cascade, "deepseek-chat,claude-3-5-sonnet-20240620"));

  private CalibratedCascades() {}

  private static Subject subject(String set, int questions, Kind kind, String models) {
    return new Subject(set, questions, kind, List.of(models.split(",", -1)));
  }

  static void main(String[] arguments) {
    int splits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    List<Cell> all = new ArrayList<>();
    List<String> named = arguments.length > 2 ? List.of(arguments[2].split(",", -1)) : List.of();
    for (Subject subject : SUBJECTS) {
      if (!named.isEmpty() && !named.contains(subject.set())) {
        continue;
      }
      List<Cell> cells =
          CalibratedCells.play(
              new SimulationSettings(
                  Path.of(arguments[0], subject.set()),
                  subject.kind(),
                  subject.models(),
                  0.5,
                  OptionalInt.of(Math.min(MOST_LABELS, subject.questions() / 2)),
                  0,
                  OptionalDouble.empty(),
                  0.05,
                  false,
                  1,
                  splits),
              PROMISES);
      for (double eps : PROMISES) {
        tell(
            subject.set() + " " + subject.models().getFirst(),
            eps,
            cells.stream().filter(cell -> cell.eps() == eps).toList());
      }
      all.addAll(cells);
    }
    for (double eps : PROMISES) {
      tell("all", eps, all.stream().filter(cell -> cell.eps() == eps).toList());
    }
    tell("all", 0, all);
    tell("all that keep any", 0, all.stream().filter(cell -> cell.kept() > 0).toList());
  }

  private static void tell(String name, double eps, List<Cell> cells) {
    int broken = (int) cells.stream().filter(Cell::isBroken).count();
    int n = cells.size();
    double coverage =
        cells.stream()
            .mapToDouble(cell -> (double) cell.kept() / cell.judged())
            .average()
            .orElse(0);
    long kept = cells.stream().mapToLong(Cell::kept).sum();
    double bad = cells.stream().mapToDouble(cell -> cell.risk() * cell.kept()).sum();
    System.out.printf(
        Locale.ROOT,
        "%-50s eps %.2f: kept %.3f, bad among them %.4f, broken %d of %d (%.3f, 95 %%: %.3f to"
            + " %.3f)%n",
        name,
        eps,
        coverage,
        kept == 0 ? 0 : bad / kept,
        broken,
        n,
        n == 0 ? 0 : (double) broken / n,
        n == 0 ? 0 : 1 - Binomial.upperBound(n - broken, n, SIDE),
        n == 0 ? 1 : Binomial.upperBound(broken, n, SIDE));
  }
}
