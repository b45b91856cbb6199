package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Specialists at work side by side. Whoever has not finished when the crew is dismissed is given
/// up at once.
final class Crew implements AutoCloseable {

  private final Asking asking;
  private final LinkedBlockingQueue<Finish> finished = new LinkedBlockingQueue<>();
  private final Map<String, Assignment> open = new LinkedHashMap<>();

  Crew(Asking asking) {
    this.asking = asking;
  }

  void start(Assignment assignment) {
    open.put(assignment.step().id(), assignment);
    var _ = Thread.ofVirtual().name("plan-step").start(() -> finished.add(perform(assignment)));
  }

  /// Whatever happens, something is heard of every assignment.
  private static Finish perform(Assignment assignment) {
    try {
      return assignment.perform();
    } catch (RuntimeException unforeseen) {
      System.getLogger(Crew.class.getName())
          .log(System.Logger.Level.ERROR, "a step failed in a way nobody foresaw", unforeseen);
      return new Finish.Failed(assignment.step().id(), "failed (internal)");
    }
  }

  /// {@return who finishes next; empty where nobody does in time}
  ///
  /// @throws UpstreamException if the client left
  Optional<Finish> next(Duration most) throws UpstreamException {
    Optional<Finish> next =
        asking.await(
            () -> Optional.ofNullable(finished.poll(most.toNanos(), TimeUnit.NANOSECONDS)));
    if (next.isPresent() && next.get() instanceof Finish.Left(_, var left)) {
      throw left;
    }
    next.ifPresent(finish -> open.remove(finish.step()));
    return next;
  }

  @Override
  public void close() {
    open.values().forEach(Assignment::leave);
    open.clear();
  }
}
