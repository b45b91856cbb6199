package dev.asterism.server;

import dev.asterism.store.PolicyRequest;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a cascade would have cost and missed at other thresholds, replayed on the calls that it
/// made.
///
/// Where a looser threshold would have kept a draft, its request went further and both answers are
/// known. Where a stricter one would have gone further, the next answer is not known, so its cost
/// is the mean of those that are.
final class CascadePreview {

  /// As a cascade words what became of a draft (`accepted 0.71`, `rejected 0.41 < 0.63`; `judged
  /// 0.71` where it was only held against the last model's answer).
  private static final Pattern JUDGED =
      Pattern.compile("(?:accepted|rejected|judged) ([01]\\.[0-9]+).*");

  private static final int MOST_POINTS = 50;

  private final List<Replayed> requests;
  private final double meanAnswer;

  /// One answer that a cascade may stop at.
  ///
  /// @param quality what it was judged to be worth
  /// @param dollars all calls up to it
  /// @param compared whether it is known if the last model says the same
  private record Draft(double quality, double dollars, boolean compared, boolean agrees) {}

  /// @param whole what all calls cost
  /// @param finished whether the last model was asked
  private record Replayed(List<Draft> drafts, double whole, boolean finished) {}

  /// One threshold.
  ///
  /// @param dollars for a request, on average
  /// @param escalated the share of requests that the last model answers
  /// @param compared how many kept drafts could be held against the last model's answer
  /// @param differing how many of those differ
  record Point(double threshold, double dollars, double escalated, int compared, int differing) {}

  /// @param requests to one cascade, those without a call left out
  CascadePreview(List<PolicyRequest> requests) {
    this.requests =
        requests.stream()
            .map(PolicyRequest::calls)
            .filter(calls -> !calls.isEmpty())
            .map(CascadePreview::replayed)
            .toList();
    this.meanAnswer =
        requests.stream()
            .flatMap(request -> request.calls().stream())
            .filter(call -> call.part() == Call.Part.ANSWER)
            .mapToDouble(call -> call.cost().dollars())
            .average()
            .orElse(0);
  }

  private static Replayed replayed(List<Call> calls) {
    boolean finished = calls.stream().anyMatch(call -> call.part() == Call.Part.ANSWER);
    List<Draft> drafts = new ArrayList<>();
    double spent = 0;
    for (Call call : calls) {
      spent += call.cost().dollars();
      OptionalDouble quality = quality(call);
      if (quality.isPresent()) {
        drafts.add(
            new Draft(
                quality.getAsDouble(),
                spent,
                finished && call.agrees().isPresent(),
                call.agrees().orElse(false)));
      }
    }
    return new Replayed(drafts, spent, finished);
  }

  private static OptionalDouble quality(Call call) {
    Matcher judged = JUDGED.matcher(call.outcome());
    return call.part() == Call.Part.DRAFT && judged.matches()
        ? OptionalDouble.of(Double.parseDouble(judged.group(1)))
        : OptionalDouble.empty();
  }

  /// {@return a point for each threshold at which something changes, spread evenly where these are
  /// many; none where nothing was judged}
  List<Point> points() {
    TreeSet<Double> qualities = new TreeSet<>();
    requests.forEach(request -> request.drafts().forEach(draft -> qualities.add(draft.quality())));
    if (qualities.isEmpty()) {
      return List.of();
    }
    List<Double> all = List.copyOf(qualities);
    int step = Math.max(1, all.size() / MOST_POINTS);
    List<Point> points = new ArrayList<>();
    for (int place = 0; place < all.size(); place += step) {
      points.add(at(all.get(place)));
    }
    // Beyond the surest draft nothing is kept.
    points.add(at(Math.nextUp(1.0)));
    return points;
  }

  private Point at(double threshold) {
    int kept = 0;
    int compared = 0;
    int differing = 0;
    double dollars = 0;
    for (Replayed request : requests) {
      Optional<Draft> draft =
          request.drafts().stream().filter(one -> one.quality() >= threshold).findFirst();
      if (draft.isPresent()) {
        kept++;
        compared += draft.get().compared() ? 1 : 0;
        differing += draft.get().compared() && !draft.get().agrees() ? 1 : 0;
        dollars += draft.get().dollars();
      } else {
        dollars += request.whole() + (request.finished() ? 0 : meanAnswer);
      }
    }
    double all = requests.size();
    return new Point(Math.min(1, threshold), dollars / all, 1 - kept / all, compared, differing);
  }
}
