package dev.asterism.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/// Lists the commands under what a person wants to do.
final class CommandGroups implements IHelpSectionRenderer {

  private record Group(String title, List<String> commands) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group("Run it", List.of("serve", "doctor", "config")),
          new Group("See what it does", List.of("top", "report", "tasks", "policies", "traces")),
          new Group("Try it", List.of("demo", "replay", "simulate")),
          new Group("Set up your shell", List.of("completion")));

  @Override
  public String render(Help help) {
    Map<String, CommandLine> known = help.commandSpec().subcommands();
    StringBuilder text = new StringBuilder();
    for (Group group : GROUPS) {
      List<String> lines =
          group.commands().stream()
              .flatMap(name -> Stream.ofNullable(known.get(name)).map(it -> line(help, name, it)))
              .toList();
      if (!lines.isEmpty()) {
        text.append("%n%s:%n".formatted(group.title())).append(String.join("", lines));
      }
    }
    return text.toString();
  }

  private static String line(Help help, String name, CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    String strong = help.colorScheme().commandText(name).toString();
    return "  %s%s%s%n"
        .formatted(strong, " ".repeat(12 - name.length()), String.join(" ", description));
  }
}
