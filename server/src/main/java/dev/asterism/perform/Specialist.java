package dev.asterism.perform;

import dev.asterism.policy.plan.Skill;
import dev.asterism.tool.Tool;
import java.time.Duration;
import java.util.List;

/// Who does a part of a divided request.
///
/// @param skill as who plans sees it
/// @param model who does it: a model, or another policy
/// @param instructions for the model
/// @param tools that the model may call
/// @param limits how far it may go for one part
public record Specialist(
    Skill skill, String model, String instructions, List<Tool> tools, Limits limits) {

  public Specialist {
    tools = List.copyOf(tools);
  }

  /// How far a specialist may go.
  ///
  /// @param tokens of each answer, hidden reasoning included
  /// @param toolCalls in all
  /// @param patience how long all of it may take
  public record Limits(int tokens, int toolCalls, Duration patience) {}
}
