package dev.asterism.tool;

import dev.asterism.chat.Schema;

/// A tool as a model is told of it.
///
/// @param name by which models call it
/// @param description what it is good for
/// @param parameters the form of its arguments, an object's
/// @param of the tool, or who holds it
/// @param own its own name there
public record Offer(String name, String description, Schema parameters, Tool of, String own) {}
