package dev.asterism.cli;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how far long work has come; nothing until it has begun, so that a wrong file or setting is
/// told on a clean line.
final class Bar implements AutoCloseable {

  private final String unit;
  private Optional<ProgressBar> shown = Optional.empty();

  /// @param unit what is counted, such as `requests`
  Bar(String unit) {
    this.unit = unit;
  }

  void at(String phase, long done, long all) {
    ProgressBar bar = shown.orElseGet(this::begin);
    shown = Optional.of(bar);
    bar.setExtraMessage(phase);
    bar.maxHint(all);
    bar.stepTo(done);
  }

  private ProgressBar begin() {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return new ProgressBarBuilder()
        .setTaskName(unit)
        .setStyle(ProgressBarStyle.ASCII)
        .setMaxRenderedLength(78)
        .setUpdateIntervalMillis(terminal ? 250 : 10_000)
        .build();
  }

  /// Leaves the bar as it is, so that something else may be shown.
  void end() {
    shown.ifPresent(ProgressBar::close);
    shown = Optional.empty();
  }

  @Override
  public void close() {
    end();
  }
}
