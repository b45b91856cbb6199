package dev.asterism.trace;

import dev.asterism.chat.Usage;
import dev.asterism.stats.Direction;
import java.time.Instant;

/// An answer that a semantic cache may give again.
///
/// @param trace in which it was given
/// @param policy that gave it, by its name
/// @param scope within which it may be given again, as in [Comparison]
/// @param attempt as in [Comparison]; a cache that begins anew forgets what it kept
/// @param question that it answers: the request's last message
/// @param meaning of the question, as the encoder reads it
/// @param model who said it
/// @param usage that it took
/// @param until when it may be given
public record KeptAnswer(
    TraceId trace,
    String policy,
    String scope,
    int attempt,
    String question,
    Direction meaning,
    String answer,
    String model,
    Usage usage,
    Instant until) {}
