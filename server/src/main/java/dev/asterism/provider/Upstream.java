package dev.asterism.provider;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/// Calls providers over kept-alive connections.
///
/// Sockets have no read timeout (on virtual threads one costs up to a third of a request's CPU);
/// instead one watchdog looks at all calls now and then, and cancels what is past its deadline.
public final class Upstream implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 1_000;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration BUSY = Duration.ofSeconds(1);

  /// What is no HTTP is refused at its first line, and no head fills the memory.
  private static final Http1Config HEAD =
      Http1Config.custom()
          .setMaxLineLength(1 << 16)
          .setMaxHeaderCount(1_000)
          .setMaxEmptyLineCount(1)
          .build();

  /// A client is watched only once an answer takes longer than this: watching costs a thread, and
  /// whoever is answered sooner has no time to leave.
  private static final Duration UNWATCHED = Duration.ofMillis(100);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final CloseableHttpClient client;

  /// For the second attempt, which must not meet another connection that has gone stale.
  private final CloseableHttpClient fresh;

  private final Set<Deadline> calls = ConcurrentHashMap.newKeySet();
  private final AtomicInteger slow = new AtomicInteger();
  private final Conditions conditions = new Conditions();
  private final ScheduledExecutorService watchdog;
  private final CallEvents events;

  public Upstream() {
    this(MOST_CONNECTIONS, CallEvents.NOBODY);
  }

  /// @param mostConnections to one host
  /// @param events hears of every call
  public Upstream(int mostConnections, CallEvents events) {
    this(mostConnections, CONNECT, events, Addresses.ANY);
  }

  /// {@return one that connects to some addresses only, and whose calls nobody follows}
  ///
  /// @param mostConnections to one host
  public static Upstream of(int mostConnections, Addresses addresses) {
    return new Upstream(mostConnections, CONNECT, CallEvents.NOBODY, addresses);
  }

  /// @param mostConnections to one host
  /// @param patience how long to wait for a connection to be made; for one to come free, never more
  ///   than a second
  public Upstream(int mostConnections, Duration patience) {
    this(mostConnections, patience, CallEvents.NOBODY, Addresses.ANY);
  }

  private Upstream(int mostConnections, Duration patience, CallEvents events, Addresses addresses) {
    this.events = events;
    this.client = client(mostConnections, patience, addresses).build();
    this.fresh =
        client(mostConnections, patience, addresses)
            .setConnectionReuseStrategy((_, _, _) -> false)
            .build();
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upstream-deadlines").factory());
    // An alarm for each call would wake this thread for each call.
    var _ =
        watchdog.scheduleWithFixedDelay(
            () -> calls.forEach(Deadline::look),
            LOOK.toMillis(),
            LOOK.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static HttpClientBuilder client(
      int mostConnections, Duration patience, Addresses addresses) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                // Each host has a pool of its own: one that is slow cannot take another's
                // connections.
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(mostConnections)
                .setDnsResolver(addresses)
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder()
                        .responseParserFactory(new DefaultHttpResponseParserFactory(HEAD))
                        .build())
                .setDefaultSocketConfig(
                    SocketConfig.custom()
                        .setTcpNoDelay(true)
                        // A peer that is gone without a word is noticed in a minute and a half.
                        .setSoKeepAlive(true)
                        .setTcpKeepIdle(60)
                        .setTcpKeepInterval(10)
                        .setTcpKeepCount(3)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(patience))
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(Timeout.ofSeconds(2))
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(
                    Timeout.of(patience.compareTo(BUSY) < 0 ? patience : BUSY))
                .setResponseTimeout(Timeout.DISABLED)
                .build())
        .setRequestExecutor(new Exchanging())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching();
  }

  /// {@return how many calls take longer than a moment, and so wait for a provider}
  public int slowCalls() {
    return slow.get();
  }

  /// {@return what is known of each provider's condition}
  public Conditions conditions() {
    return conditions;
  }

  /// {@return the provider's answer, its body still to be read; close it in any case}
  ///
  /// @param path below the base URL, with its query, such as `/chat/completions`
  /// @param headers the client's; those of one connection are left out
  /// @param asker the call is cancelled if it leaves
  /// @throws UpstreamException if there was no answer in time
  public Reply post(
      Provider provider,
      String path,
      List<Map.Entry<String, String>> headers,
      byte[] body,
      Asker asker)
      throws UpstreamException {
    return pass(
        provider, "POST", path, headers, new Content.Whole(Content.Whole.JSON, body), asker);
  }

  /// {@return the provider's answer to a GET}
  public Reply get(
      Provider provider, String path, List<Map.Entry<String, String>> headers, Asker asker)
      throws UpstreamException {
    return pass(provider, "GET", path, headers, new Content.None(), asker);
  }

  /// {@return the provider's answer to a request of any kind}
  ///
  /// @param asker who must not read from a connection that still brings the content
  public Reply pass(
      Provider provider,
      String method,
      String path,
      List<Map.Entry<String, String>> headers,
      Content content,
      Asker asker)
      throws UpstreamException {
    HttpUriRequestBase request =
        new HttpUriRequestBase(method, URI.create(provider.baseUrl() + path));
    CallEvents.Followed followed = events.begun(provider, method, headers);
    for (Map.Entry<String, String> header :
        Credentials.of(provider, Passing.onward(followed.headers()))) {
      request.addHeader(header.getKey(), header.getValue());
    }
    content.entity().ifPresent(request::setEntity);
    if (!content.type().isEmpty()) {
      request.setHeader("Content-Type", content.type());
    }
    Deadline deadline = new Deadline(request, provider, asker, followed);
    asker.began(deadline::leave);
    try {
      ClassicHttpResponse response = open(request);
      deadline.heard(response.getCode());
      return new Reply(response, deadline, headers(response));
    } catch (ConnectionRequestTimeoutException e) {
      throw deadline.busy(e);
    } catch (ClientProtocolException | MessageConstraintException e) {
      throw deadline.failure(e, "upstream_invalid", "did not answer in HTTP");
    } catch (Addresses.PrivateAddress e) {
      throw deadline.failure(e, "private_address", "has an address that must not be asked");
    } catch (BrokenOff e) {
      throw deadline.failure(e, "upstream_cut_off", "closed the connection before it answered");
    } catch (IOException e) {
      throw deadline.failure(e, "upstream_unreachable", "could not be reached");
    } catch (RuntimeException e) {
      // A call that is given up while its connection is made trips the client over what is not
      // there any more.
      if (request.isCancelled()) {
        throw deadline.failure(new IOException(e), "upstream_unreachable", "was given up");
      }
      deadline.met();
      if (e instanceof IllegalStateException) {
        throw new UpstreamException(503, "shutting_down", "Asterism is being shut down.");
      }
      throw e;
    }
  }

  /// A provider may close a kept-alive connection at any time, also just before it is used again.
  /// That is nobody's failure, and as no byte came back, it may be asked once more.
  private ClassicHttpResponse open(HttpUriRequestBase request) throws IOException {
    try {
      return client.executeOpen(null, request, null);
    } catch (BrokenOff e) {
      if (!e.stale() || request.isCancelled() || !isRepeatable(request)) {
        throw e;
      }
      return fresh.executeOpen(null, request, null);
    }
  }

  private static boolean isRepeatable(HttpUriRequestBase request) {
    return request.getEntity() == null || request.getEntity().isRepeatable();
  }

  private static List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      headers.add(Map.entry(header.getName(), String.valueOf(header.getValue())));
    }
    return Passing.back(headers);
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
    fresh.close(CloseMode.IMMEDIATE);
  }

  /// When a call must be over: in time, and before its asker leaves.
  final class Deadline {

    private final HttpUriRequestBase request;
    private final Provider provider;
    private final Asker asker;
    private final Optional<Standing> standing;
    private final long begun = System.nanoTime();
    private volatile long lastHeard = begun;
    private final ReentrantLock watching = new ReentrantLock();
    private boolean watched;
    private boolean over;
    private volatile boolean passed;
    private volatile boolean left;
    private final CallEvents.Followed followed;
    private int status;

    private Deadline(
        HttpUriRequestBase request, Provider provider, Asker asker, CallEvents.Followed followed) {
      this.followed = followed;
      this.request = request;
      this.provider = provider;
      this.asker = asker;
      this.standing = conditions.of(provider).of(provider.endpoint());
      standing.ifPresent(Standing::begun);
      calls.add(this);
    }

    /// Looks at the clock.
    private void look() {
      long now = System.nanoTime();
      long nanos = now - begun;
      Patience patience = provider.patience();
      if (nanos > patience.whole().toNanos() || now - lastHeard > patience.silence().toNanos()) {
        pass();
      } else if (nanos > UNWATCHED.toNanos()) {
        watch();
      }
    }

    /// Never after the call is over: the client's connection is then read by its own thread again.
    private void watch() {
      watching.lock();
      try {
        if (!over && !watched) {
          watched = true;
          slow.incrementAndGet();
          asker.watch(this::leave);
        }
      } finally {
        watching.unlock();
      }
    }

    private void pass() {
      passed = true;
      request.cancel();
    }

    private void leave() {
      left = true;
      request.cancel();
    }

    void cancel() {
      met();
      request.cancel();
    }

    void heard(int answer) {
      status = answer;
      heard();
    }

    /// More of the answer is there.
    void heard() {
      lastHeard = System.nanoTime();
    }

    void met() {
      end(Optional.empty());
    }

    private void end(Optional<String> error) {
      if (calls.remove(this)) {
        standing.ifPresent(Standing::ended);
        followed.ended(status, error);
      }
      watching.lock();
      try {
        if (watched && !over) {
          slow.decrementAndGet();
        }
        over = true;
        asker.settled();
      } finally {
        watching.unlock();
      }
    }

    private String lateness() {
      Patience patience = provider.patience();
      String silence = seconds(patience.silence());
      if (status == 0) {
        return "did not answer within " + silence + " s";
      }
      return System.nanoTime() - begun > patience.whole().toNanos()
          ? "did not end its answer within " + seconds(patience.whole()) + " s"
          : "did not go on with its answer for " + silence + " s";
    }

    /// Without what is nothing: 10, 0.25.
    private static String seconds(Duration time) {
      return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    UpstreamException busy(IOException cause) {
      if (passed || left) {
        return failure(cause, "", "");
      }
      end(Optional.of("upstream_busy"));
      return new UpstreamException(
          503,
          "upstream_busy",
          "All connections to the provider '%s' are in use; try again soon."
              .formatted(provider.name()),
          BUSY);
    }

    UpstreamException failure(IOException cause, String code, String what) {
      UpstreamException told = told(cause, code, what);
      end(Optional.of(told.code()));
      return told;
    }

    private UpstreamException told(IOException cause, String code, String what) {
      Throwable root =
          cause instanceof BrokenOff && cause.getCause() != null ? cause.getCause() : cause;
      if (left || root instanceof ClientLeft) {
        return new UpstreamException(
            499, UpstreamException.CLIENT_GONE, "The client left before the answer was there.");
      }
      if (passed) {
        return new UpstreamException(
            504,
            "upstream_timeout",
            "The provider '%s' %s.".formatted(provider.name(), lateness()));
      }
      return new UpstreamException(
          502,
          code,
          "The provider '%s' %s (%s)."
              .formatted(provider.name(), what, root.getClass().getSimpleName()));
    }
  }
}
