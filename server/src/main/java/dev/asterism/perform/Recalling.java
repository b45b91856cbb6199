package dev.asterism.perform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asterism.policy.Recall;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says of each request what its policy's semantic cache has to do with it, and gives what that
/// kept.
final class Recalling {

  private static final int FINE = 200;

  private final SemanticCache cache;

  Recalling(SemanticCache cache) {
    this.cache = cache;
  }

  /// {@return what the cache makes of a request; empty where it has nothing to do with it}
  ///
  /// Who demands a quality of its own wants none that others were content with.
  Optional<Glance> look(NamedPolicy policy, Form form, Demands demands, Performance.Client client) {
    Optional<NamedPolicy.Similar> wanted = policy.caching().flatMap(NamedPolicy.Caching::similar);
    if (wanted.isEmpty()
        || client.cacheable().isEmpty()
        || demands.quality().isPresent()
        || !AnswerCache.mayKeep(policy, form)) {
      return Optional.empty();
    }
    String tenant = client.cacheable().get();
    return form.apart(policy.model())
        .flatMap(apart ->
            cache.look(
                policy, scope(policy, form, tenant, apart), apart.question(), client.coin()));
  }

  /// A policy that is configured otherwise gives other answers, and another encoder reads questions
  /// otherwise.
  private String scope(NamedPolicy policy, Form form, String tenant, Form.Apart apart) {
    return Digest.of(
        policy.toString().getBytes(UTF_8),
        cache.reader().getBytes(UTF_8),
        tenant.getBytes(UTF_8),
        form.api().name().getBytes(UTF_8),
        Json.sorted(apart.rest()));
  }

  /// {@return what a cache was good for that left a request to its policy}
  ///
  /// @param keeps whether the answer may be kept at all
  static Course.Lookup missed(boolean keeps, Optional<Glance> glance) {
    if (glance.filter(it -> it.step() == Recall.Step.CHECK).isPresent()) {
      return Course.Lookup.CHECKED;
    }
    return keeps ? Course.Lookup.MISSED : Course.Lookup.NONE;
  }

  /// {@return the answer that was kept, in the client's form}
  ///
  /// @param id unique among answers
  static Given give(Glance glance, Form form, String id, Course course) {
    KeptAnswer kept = glance.nearest().orElseThrow();
    boolean same = kept.question().equals(glance.question());
    course.lookedUp(same ? Course.Lookup.SAME : Course.Lookup.SIMILAR, Optional.empty());
    course.say(
        same
            ? "given again"
            : "semantic cache: similarity %s >= %s"
                .formatted(
                    Course.share(glance.likeness()),
                    Course.share(glance.threshold().orElseThrow())));
    return new Given.Whole(
        kept.model(),
        FINE,
        List.of(
            Map.entry("Content-Type", form.streams() ? "text/event-stream" : "application/json")),
        form.own(id, kept.answer(), kept.usage()),
        Set.of(),
        Optional.empty(),
        kept.usage());
  }
}
