package dev.asterism.cli;

import java.io.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `asterism top`: traffic, money and students, live.
@Command(
    name = "top",
    description = "Watch traffic, spending, savings, stages and latencies, live.",
    footer = {
      "",
      "Without a terminal it prints one picture and ends.",
      "",
      "Example:",
      "  asterism top --every 5"
    },
    mixinStandardHelpOptions = true)
final class TopCommand implements Runnable {

  /// A server is asked for no more than this part of the time.
  private static final int SPARING = 5;

  @Mixin private Admin admin = new Admin();

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How often to look (default: ${DEFAULT-VALUE}).")
  private double every;

  @Option(names = "--once", description = "Print one picture and end.")
  private boolean once;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (!(every >= 0.2 && every <= 3_600)) {
      throw new Trouble("--every: expected 0.2 to 3600 seconds, not " + every);
    }
    if (spec == null) {
      return;
    }
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    Paint paint = Paint.of(spec.commandLine());
    Standing first = Standing.of(admin);
    if (admin.json()) {
      spec.commandLine().getOut().println(first.json());
    } else if (once || !terminal) {
      new TopFrame(admin.url(), first, Optional.empty())
          .lines(paint)
          .forEach(spec.commandLine().getOut()::println);
    } else {
      try (Screen screen = new Screen(spec.commandLine().getOut())) {
        watch(screen, first, paint);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Goes on until the process is told to stop; a server that is away may come back.
  private void watch(Screen screen, Standing first, Paint paint) throws InterruptedException {
    Standing now = first;
    Optional<Standing> before = Optional.empty();
    String below = "Ctrl-C ends";
    Duration wanted = Duration.ofMillis(Math.round(1_000 * every));
    Duration pause = wanted;
    while (true) {
      List<String> lines = new ArrayList<>(new TopFrame(admin.url(), now, before).lines(paint));
      lines.add("");
      lines.add(below);
      screen.draw(lines);
      Thread.sleep(pause);
      long begun = System.nanoTime();
      try {
        Standing next = Standing.of(admin);
        before = Optional.of(now);
        now = next;
        below = "Ctrl-C ends";
      } catch (Trouble _) {
        below = paint.bad("It does not answer; trying again. Ctrl-C ends");
      }
      Duration sparing = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(SPARING);
      pause = sparing.compareTo(wanted) > 0 ? sparing : wanted;
    }
  }
}
