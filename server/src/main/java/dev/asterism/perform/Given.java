package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.provider.BodyHeaders;
import dev.asterism.provider.Reply;
import dev.asterism.trace.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a policy gives for an answer.
public sealed interface Given {

  /// {@return the model that answers}
  String model();

  /// {@return who serves it; empty where an answer is given again}
  Optional<Serving> serving();

  /// An answer in one piece, or a model's refusal where nobody gave one.
  ///
  /// @param usage of this answer alone
  record Whole(
      String model,
      int status,
      List<Map.Entry<String, String>> headers,
      byte[] body,
      Set<String> emulated,
      Optional<Serving> serving,
      Usage usage)
      implements Given {

    public Whole {
      headers = List.copyOf(headers);
      emulated = Set.copyOf(emulated);
    }

    /// {@return the same told in other bytes; what headers said of the old ones is left out}
    Whole with(byte[] other) {
      return told(other, "application/json");
    }

    /// {@return the same told as a stream}
    Whole streamed(byte[] events) {
      return told(events, "text/event-stream");
    }

    private Whole told(byte[] other, String type) {
      List<Map.Entry<String, String>> kept = new ArrayList<>(BodyHeaders.without(headers));
      kept.add(Map.entry("Content-Type", type));
      return new Whole(model, status, kept, other, emulated, serving, usage);
    }
  }

  /// An answer that is on its way, to be handed on while it comes, then booked.
  ///
  /// @param reply to be closed in any case
  record Coming(String model, Reply reply, Course.Booking booking, Optional<Serving> serving)
      implements Given {}
}
