package dev.asterism.gateway;

import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Exchange.End;
import dev.asterism.gateway.Opinions.Teacher;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Reuse;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.dialect.Api;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Puts answered requests to the teacher as well, or once more, after the answer and off its path.
///
/// So many at once, the others wait their turn: an audit left out would make the sample unfair, for
/// what students abstain on is never left out. Where too many wait, the audit is made on the
/// connection that its answer went out on, so that clients ask no faster than audits are made.
final class Auditor implements AutoCloseable {

  private static final Said NOTHING = new Said(Usage.NONE, false, List.of());

  private final Forwarding forwarding;
  private final Limits limits;
  private final Semaphore running;
  private final Semaphore waiting;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param atOnce how many audits run at a time
  /// @param waiting how many more may wait, each with the bytes of its request
  /// @param patience how long those under way may take to end when the server stops
  record Limits(int atOnce, int waiting, Duration patience) {

    static final Limits DEFAULT = new Limits(64, 1_000, Duration.ofSeconds(5));
  }

  Auditor(Forwarding forwarding, Limits limits) {
    this.forwarding = forwarding;
    this.limits = limits;
    this.running = new Semaphore(limits.atOnce());
    this.waiting = new Semaphore(limits.atOnce() + limits.waiting());
  }

  /// What the teacher said, one for each opinion, and what it took.
  ///
  /// @param estimated whether the usage is a guess
  record Said(Usage usage, boolean estimated, List<Teacher> teachers) {}

  /// Understands the teacher's answer.
  interface Ear {
    Optional<Said> hear(byte[] answer);
  }

  /// A request to be put to the teacher.
  ///
  /// @param kind why: an audit or a repeat
  /// @param body to be answered in one piece
  record Audit(
      Kind kind,
      Exchange exchange,
      String model,
      Api api,
      byte[] body,
      Opinions opinions,
      Ear ear) {}

  void later(Audit audit) {
    if (!waiting.tryAcquire()) {
      inTurn(audit);
      return;
    }
    try {
      threads.execute(() -> {
        try {
          inTurn(audit);
        } finally {
          waiting.release();
        }
      });
    } catch (RejectedExecutionException _) {
      // The server stops while this request is still being answered.
      waiting.release();
      inTurn(audit);
    }
  }

  private void inTurn(Audit audit) {
    running.acquireUninterruptibly();
    try {
      make(audit);
    } finally {
      running.release();
    }
  }

  /// Records what came of it in any case: one that failed shows nothing of the student either way,
  /// but many that failed show that the student is not being watched.
  private void make(Audit audit) {
    long begun = System.nanoTime();
    Attempts attempts = new Attempts(Optional.empty());
    try (Purchase purchase = forwarding.purchase()) {
      make(audit, attempts, purchase, begun);
    }
  }

  private void make(Audit audit, Attempts attempts, Purchase purchase, long begun) {
    try (Reply reply = ask(audit, attempts, purchase)) {
      byte[] answer = reply.body();
      Optional<Said> said = reply.status() == 200 ? audit.ear().hear(answer) : Optional.empty();
      if (said.isPresent()) {
        record(audit, attempts, begun, 200, Optional.empty(), said.get(), answer);
      } else {
        String error = reply.status() == 200 ? "upstream_invalid" : "upstream_" + reply.status();
        record(audit, attempts, begun, reply.status(), Optional.of(error), NOTHING, answer);
      }
    } catch (UpstreamException failure) {
      byte[] message = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
      record(
          audit, attempts, begun, failure.status(), Optional.of(failure.code()), NOTHING, message);
    }
  }

  private Reply ask(Audit audit, Attempts attempts, Purchase purchase) throws UpstreamException {
    purchase.of(audit.model(), audit.body().length);
    return forwarding
        .fallback()
        .open(
            attempts,
            forwarding.providers(audit.model()),
            provider ->
                forwarding
                    .interpreter()
                    .ask(
                        provider,
                        audit.api(),
                        audit.exchange().query(),
                        audit.exchange().headers(),
                        audit.body(),
                        Asker.PATIENT));
  }

  private static void record(
      Audit audit,
      Attempts attempts,
      long begun,
      int status,
      Optional<String> error,
      Said said,
      byte[] answer) {
    if (said.estimated()) {
      attempts.usageEstimated();
    }
    Exchange exchange = audit.exchange();
    TraceId id = TraceIds.next();
    long micros = (System.nanoTime() - begun) / 1_000;
    exchange.record(
        audit.kind(),
        id,
        Optional.of(exchange.id()),
        attempts.serving(),
        List.of(),
        new End(
            audit.model(),
            audit.model(),
            audit.kind().name().toLowerCase(Locale.ROOT),
            status,
            error,
            false,
            said.usage(),
            exchange.cost(audit.model(), said.usage()),
            Usd.ZERO,
            micros,
            micros),
        answer,
        audit.opinions().sightings(),
        error.isEmpty() ? audit.opinions().examples(id, said.teachers()) : List.of(),
        Reuse.NONE);
  }

  /// Waits for what is under way, but not for ever; the rest is broken off, and recorded as that.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!ends()) {
        threads.shutdownNow();
        var _ = ends();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /// {@return whether all ended in time, those on connections included}
  private boolean ends() throws InterruptedException {
    long millis = limits.patience().toMillis();
    boolean ended =
        threads.awaitTermination(millis, TimeUnit.MILLISECONDS)
            && running.tryAcquire(limits.atOnce(), millis, TimeUnit.MILLISECONDS);
    if (ended) {
      running.release(limits.atOnce());
    }
    return ended;
  }
}
