package dev.asterism.store;

/// Times from request to last byte, over a task's newest traces.
///
/// @param studentMicros median of requests answered by students alone; 0 where there are none
/// @param studentTailMicros their 99th percentile
/// @param students how many those are
/// @param teacherMicros median of all others; 0 where there are none
/// @param teachers how many those are
/// @param judging how students looked at its requests, whoever answered them
public record Latency(
    long studentMicros,
    long studentTailMicros,
    int students,
    long teacherMicros,
    int teachers,
    Judging judging) {}
