package dev.asterism.server;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.perform.Specialist;
import dev.asterism.policy.plan.Skill;
import dev.asterism.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the specialists among whom plans divide requests.
final class SpecialistSections {

  private static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final int MOST_TOOLS = 20;

  private SpecialistSections() {}

  static List<Specialist> read(List<Section> sections, List<Tool> tools) {
    List<Specialist> specialists = new ArrayList<>();
    for (Section section : sections) {
      Specialist specialist = specialist(section, tools);
      String name = specialist.skill().name();
      if (specialists.stream().anyMatch(other -> other.skill().name().equals(name))) {
        throw section.wrong("name", "another specialist is called '" + name + "' too");
      }
      specialists.add(specialist);
    }
    return specialists;
  }

  private static Specialist specialist(Section section, List<Tool> tools) {
    String name = section.required("name", "a short name such as rates");
    if (!name.matches(NAME)) {
      throw section.wrong("name", "expected up to 64 letters, digits, '.', '_' and '-'");
    }
    Skill skill =
        new Skill(
            name,
            section.required("description", "what the specialist is good for, for the planner"),
            inputs(section.section("inputs")),
            ToolSections.schema(section, "answer"));
    List<String> names = section.texts("tools");
    if (names.size() > MOST_TOOLS) {
      throw section.wrong("tools", "expected at most %d names of tools".formatted(MOST_TOOLS));
    }
    Specialist specialist =
        new Specialist(
            skill,
            section.required("model", "the name of a model, or asterism/NAME for a policy"),
            section.text("instructions", ""),
            names.stream().distinct().map(tool -> tool(section, tool, tools)).toList(),
            new Specialist.Limits(
                section.whole("max-tokens", 4_096, 1, 1_000_000),
                section.whole("max-tool-calls", 5, 1, 50),
                Duration.ofSeconds(section.whole("max-seconds", 60, 1, 3_600))));
    section.finish();
    return specialist;
  }

  private static SequencedMap<String, Schema> inputs(Section section) {
    SequencedMap<String, Schema> inputs = new LinkedHashMap<>();
    for (String name : section.names()) {
      Optional<Value> schema = section.json(name);
      if (schema.filter(Value.Fields.class::isInstance).isEmpty()) {
        throw section.wrong(name, "expected a JSON schema such as {type: number}");
      }
      inputs.put(name, new Schema(schema.get()));
    }
    return inputs;
  }

  private static Tool tool(Section section, String name, List<Tool> tools) {
    return tools.stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            section.wrong(
                "tools",
                tools.isEmpty()
                    ? "there is no list of 'tools' beside 'specialists'"
                    : "'%s' is no tool; there are: %s"
                        .formatted(
                            name, String.join(", ", tools.stream().map(Tool::name).toList()))));
  }
}
