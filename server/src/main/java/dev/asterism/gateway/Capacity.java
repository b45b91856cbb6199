package dev.asterism.gateway;

import dev.asterism.wire.ErrorBody;
import dev.asterism.wire.dialect.Dialect;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// How many requests are answered at once, how many of them may be busy, and how many bytes they
/// may have together. One more is told at once to come back, before its body is read: a server that
/// takes on more than it can do is slow for everybody.
final class Capacity implements Filter, AutoCloseable {

  private static final int SHED = 429;
  private static final ErrorBody FULL =
      new ErrorBody(
          "Asterism answers as many requests as it can at once; try again in a second.",
          "rate_limit_error",
          "overloaded");

  /// So few keep a processor busy, whatever they do.
  private static final int LEAST_FOR_A_PROCESSOR = 16;

  private static final int KILOBYTE = 1 << 10;

  /// What a body is taken to have whose length its client does not tell.
  private static final int UNTOLD = 1 << 20;

  private final Map<Dialect, byte[]> told = new EnumMap<>(Dialect.class);
  private final LongAdder shed = new LongAdder();
  private final int most;
  private final IntSupplier waiting;
  private final AtomicInteger underway = new AtomicInteger();
  private final int mostKilobytes;
  private final Semaphore freeKilobytes;
  private final Congestion congestion;
  private final Lateness lateness;

  /// @param waiting how many calls wait for a provider, and take no processor
  Capacity(ClientLimits limits, IntSupplier waiting) {
    this.most = limits.capacity();
    this.waiting = waiting;
    this.mostKilobytes = kilobytes(limits.held());
    this.freeKilobytes = new Semaphore(mostKilobytes);
    this.congestion =
        new Congestion(
            limits.lateness(),
            LEAST_FOR_A_PROCESSOR * Runtime.getRuntime().availableProcessors(),
            limits.capacity());
    this.lateness =
        new Lateness(late -> congestion.ran(System.nanoTime(), late, busy(underway.get())));
    for (Dialect dialect : Dialect.values()) {
      told.put(dialect, Errors.bytes(dialect, SHED, FULL));
    }
  }

  /// {@return how many requests were told to come back}
  long shed() {
    return shed.sum();
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.path().rawPath();
    if (!path.startsWith("/v1/") && !path.startsWith("/v1beta/")) {
      chain.proceed();
      return;
    }
    if (!enter()) {
      shed(path, response);
      return;
    }
    try {
      withBody(chain, request, response);
    } finally {
      underway.decrementAndGet();
    }
  }

  private boolean enter() {
    int all = underway.incrementAndGet();
    if (all <= most && busy(all) <= congestion.limit()) {
      return true;
    }
    underway.decrementAndGet();
    return false;
  }

  /// {@return how many of the requests under way do not just wait for a provider}
  private int busy(int all) {
    return Math.max(0, all - waiting.getAsInt());
  }

  private void withBody(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    int held = held(request.headers());
    if (!freeKilobytes.tryAcquire(held)) {
      shed(request.path().rawPath(), response);
      return;
    }
    try {
      chain.proceed();
    } finally {
      freeKilobytes.release(held);
    }
  }

  /// {@return how many KB are held of a request while it is answered: nothing of one that is handed
  /// on as it comes; one that is larger than all that there may be is answered alone}
  private int held(ServerRequestHeaders headers) {
    if (!ClientBody.isReadWhole(headers)) {
      return 0;
    }
    boolean chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
    long bytes = headers.contentLength().orElse(chunked ? UNTOLD : 0);
    return Math.min(mostKilobytes, kilobytes(bytes));
  }

  private static int kilobytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + KILOBYTE - 1) / KILOBYTE);
  }

  private void shed(String path, RoutingResponse response) {
    shed.increment();
    response.status(Status.create(SHED));
    response.header("Content-Type", "application/json");
    response.header("Retry-After", "1");
    response.send(told.get(Errors.dialect(path)));
  }

  @Override
  public void close() {
    lateness.close();
  }
}
