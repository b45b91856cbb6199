package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import java.util.ArrayList;
import java.util.List;

/// Performs a failover: the first model that answers, in the order they were named.
final class FailingOver {

  private final Asking asking;
  private final List<String> left;
  private final List<Heard> failed = new ArrayList<>();

  FailingOver(Asking asking, Manner.Failover failover) {
    this.asking = asking;
    this.left = new ArrayList<>(failover.models());
  }

  Given play() throws UpstreamException {
    while (!left.isEmpty() && asking.hasTime()) {
      String model = left.removeFirst();
      if (!asking.affords(model)) {
        asking.course().say(model + " left out over the budget");
        continue;
      }
      byte[] body = asking.asked(model);
      switch (asking.last(model, Call.Part.ANSWER, body, !left.isEmpty())) {
        case Asking.Last.Answered(var given) -> {
          asking.course().say(model);
          return given;
        }
        case Asking.Last.Failed(var heard) -> {
          failed.add(heard);
          asking.course().say(heard.model() + " " + heard.failing());
        }
      }
    }
    return asking.nobody(failed);
  }
}
