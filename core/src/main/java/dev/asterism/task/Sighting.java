package dev.asterism.task;

/// One occurrence of a task in a request.
///
/// @param position the question's place in its request, from 0; 0 for chat
/// @param input the part of the request that varies
public record Sighting(Task task, int position, String input) {}
