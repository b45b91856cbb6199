package dev.asterism.cli;

import dev.asterism.replay.ServerStarter;
import dev.asterism.student.Encoders;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `asterism`: the command line.
@Command(
    name = "asterism",
    description = "Answers AI traffic from the smallest models that provably do the job.",
    footer = {
      "",
      "Examples:",
      "  asterism demo                       see it work, no key needed",
      "  OPENAI_API_KEY=... asterism serve   put it in front of your traffic",
      "  asterism COMMAND --help             all of a command's options, and an example",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no server answers, 130 Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    version = "asterism 0.1.0-SNAPSHOT")
public final class AsterismCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  private AsterismCommand() {}

  /// {@return the command line with all its commands}
  ///
  /// @param starter starts servers for demo and replay
  /// @param encoders what simulations read meaning with
  /// @param more further commands
  public static CommandLine line(ServerStarter starter, Encoders encoders, Object... more) {
    CommandLine line = new CommandLine(new AsterismCommand());
    for (Object command : more) {
      line.addSubcommand(command);
    }
    line.addSubcommand(new TopCommand());
    line.addSubcommand(new ReportCommand());
    line.addSubcommand(new TasksCommand());
    line.addSubcommand(new PoliciesCommand());
    line.addSubcommand(new TracesCommand());
    line.addSubcommand(new DemoCommand(starter));
    line.addSubcommand(new ReplayCommand(starter));
    line.addSubcommand(new SimulateCommand(encoders));
    line.addSubcommand(new CompletionCommand());
    line.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
    line.setExecutionExceptionHandler((failure, failed, _) -> tell(failure, failed));
    line.setParameterExceptionHandler((mistake, _) -> misunderstood(mistake));
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /// One sentence, and where to read on.
  private static int misunderstood(ParameterException mistake) {
    CommandLine line = mistake.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(Lines.after("asterism: ", Plain.of(String.valueOf(mistake.getMessage()))));
    err.println(
        Lines.after("", "Try '%s --help'.".formatted(line.getCommandSpec().qualifiedName())));
    return ExitCodes.USAGE;
  }

  /// One sentence; a stack trace is for those who set `ASTERISM_TRACE`.
  private static int tell(Exception failure, CommandLine failed) {
    PrintWriter err = failed.getErr();
    String message = failure.getMessage();
    err.println(
        Lines.after(
            "asterism: ",
            Plain.of(message == null ? failure.getClass().getSimpleName() : message)));
    if (System.getenv("ASTERISM_TRACE") != null) {
      failure.printStackTrace(err);
    }
    return failure instanceof NoServer ? ExitCodes.NO_SERVER : ExitCodes.FAILED;
  }
}
