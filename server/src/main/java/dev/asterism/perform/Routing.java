package dev.asterism.perform;

import dev.asterism.policy.Estimates;
import dev.asterism.policy.Prospect;
import dev.asterism.policy.Route;
import dev.asterism.policy.Route.Preference;
import dev.asterism.policy.State;
import dev.asterism.policy.Step;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Performs a route: the one model that is expected to serve best, and the next where it fails.
final class Routing {

  private final Asking asking;
  private final Manner.Route route;
  private final List<Prospect> expected;
  private final List<String> open = new ArrayList<>();
  private final List<Heard> failed = new ArrayList<>();

  /// @param policy as clients name it
  Routing(Asking asking, Manner.Route route, String policy, Estimates estimates) {
    this.asking = asking;
    this.route = route;
    this.expected = estimates.of(policy, asking.form().question());
    open.add(route.usual());
    route.models().stream().filter(model -> !model.equals(route.usual())).forEach(open::add);
  }

  Given play() throws UpstreamException {
    Optional<String> model = next();
    while (model.isPresent()) {
      open.remove(model.get());
      byte[] body = asking.form().asked(model.get());
      switch (asking.last(model.get(), Call.Part.ANSWER, body, !open.isEmpty())) {
        case Asking.Last.Answered(var given) -> {
          asking.course().say(model.get() + why(model.get()));
          return given;
        }
        case Asking.Last.Failed(var heard) -> {
          failed.add(heard);
          asking.course().say(heard.model() + " " + heard.failing());
        }
      }
      model = next();
    }
    return asking.nobody(failed);
  }

  private Optional<String> next() {
    if (!asking.hasTime()) {
      return Optional.empty();
    }
    for (String model : List.copyOf(open)) {
      if (!asking.affords(model, asking.form().expected())) {
        open.remove(model);
        asking.course().say(model + " left out over the budget");
      }
    }
    if (expected.isEmpty()) {
      return open.stream().findFirst();
    }
    List<Prospect> prospects = expected.stream().filter(one -> open.contains(one.model())).toList();
    double seconds =
        asking
            .demands()
            .latency()
            .map(time -> time.toNanos() / 1e9)
            .orElse(Double.POSITIVE_INFINITY);
    Step step = new Route(preference(), seconds).next(new State(prospects, List.of(), 0));
    return step instanceof Step.Ask(var models) ? Optional.of(models.getFirst()) : Optional.empty();
  }

  /// What the client demands of this request comes before what is configured.
  private Preference preference() {
    if (asking.demands().quality().isPresent()) {
      return new Preference.QualityFloor(asking.demands().quality().getAsDouble());
    }
    return asking
        .demands()
        .cost()
        .<Preference>map(most -> new Preference.Budget(most.dollars()))
        .orElse(route.preference());
  }

  private String why(String model) {
    return expected.stream()
        .filter(one -> one.model().equals(model))
        .findFirst()
        .map(one -> " expected " + Course.share(one.quality()))
        .orElse(" as usual");
  }
}
