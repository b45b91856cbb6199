package dev.asterism.telemetry;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Writes the log by a thread of its own, so that nobody who logs waits for whoever reads it. What
/// does not fit into its queue is lost, and counted.
public final class LogQueue extends Handler {

  private static final int CAPACITY = 4_096;
  private static final long PATIENCE_MILLIS = 2_000;

  private final BlockingQueue<LogRecord> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong lost = new AtomicLong();
  private final PrintStream out;
  private final Thread writer;
  private volatile boolean open = true;

  private LogQueue(OutputStream out, LogSettings settings) {
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    setFormatter(new LogLines(settings.format()));
    this.writer = Thread.ofPlatform().daemon().name("log").start(this::write);
  }

  /// Makes all that this process logs go this way.
  public static LogQueue install(OutputStream out, LogSettings settings) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    LogQueue queue = new LogQueue(out, settings);
    root.addHandler(queue);
    // However little of the rest is logged.
    RequestLog.LOG.setLevel(Level.INFO);
    return queue;
  }

  @Override
  public void publish(LogRecord record) {
    if (open && isLoggable(record) && !waiting.offer(record)) {
      lost.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (open || !waiting.isEmpty()) {
        LogRecord next = waiting.poll(100, TimeUnit.MILLISECONDS);
        long missing = lost.getAndSet(0);
        if (missing > 0) {
          out.print(
              getFormatter()
                  .format(new LogRecord(Level.WARNING, missing + " lines of the log were lost")));
        }
        if (next != null) {
          out.print(getFormatter().format(next));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  /// Writes what waits, for no longer than two seconds.
  @Override
  public void close() {
    open = false;
    try {
      writer.join(PATIENCE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
