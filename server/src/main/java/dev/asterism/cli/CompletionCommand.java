package dev.asterism.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `asterism completion`: what a shell needs to complete commands and options.
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash or zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(asterism completion bash)",
      "  asterism completion zsh > ~/.asterism-completion; source ~/.asterism-completion"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      String script =
          switch (shell) {
            // In zsh the same script begins by loading what understands bash's.
            case bash, zsh -> AutoComplete.bash("asterism", spec.root().commandLine());
          };
      spec.commandLine().getOut().println(script);
    }
  }
}
