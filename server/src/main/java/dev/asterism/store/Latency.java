package dev.asterism.store;

/// Median times from request to last byte, over a task's newest traces.
///
/// @param studentMicros of requests answered by students alone; 0 where there are none
/// @param students how many those are
/// @param teacherMicros of all others; 0 where there are none
/// @param teachers how many those are
public record Latency(long studentMicros, int students, long teacherMicros, int teachers) {}
