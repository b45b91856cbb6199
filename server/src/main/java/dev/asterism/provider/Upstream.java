package dev.asterism.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/// Calls providers over kept-alive connections.
///
/// Sockets have no read timeout (on virtual threads one costs up to a third of a request's CPU);
/// instead one watchdog cancels whatever is past its deadline.
public final class Upstream implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 2_000;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// Never passed on: they belong to one connection, or this side sets them.
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "host",
          "content-length",
          "accept-encoding",
          "x-asterism-task");

  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor watchdog;

  public Upstream() {
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setDefaultSocketConfig(
                        SocketConfig.custom()
                            .setTcpNoDelay(true)
                            .setSoTimeout(Timeout.DISABLED)
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(Timeout.DISABLED)
                            .setValidateAfterInactivity(Timeout.ofSeconds(2))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(CONNECT))
                    .setResponseTimeout(Timeout.DISABLED)
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("upstream-deadlines").factory());
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /// {@return the provider's answer, its body still to be read; close it in any case}
  ///
  /// @param path below the base URL, such as `/chat/completions`
  /// @param headers the client's; those of one connection are left out
  /// @throws UpstreamException if there was no answer in time
  public Reply post(
      Provider provider, String path, List<Map.Entry<String, String>> headers, byte[] body)
      throws UpstreamException {
    return call("POST", provider, path, headers, Optional.of(body));
  }

  /// {@return the provider's answer to a GET}
  public Reply get(Provider provider, String path, List<Map.Entry<String, String>> headers)
      throws UpstreamException {
    return call("GET", provider, path, headers, Optional.empty());
  }

  private Reply call(
      String method,
      Provider provider,
      String path,
      List<Map.Entry<String, String>> headers,
      Optional<byte[]> body)
      throws UpstreamException {
    HttpUriRequestBase request =
        new HttpUriRequestBase(method, java.net.URI.create(provider.baseUrl() + path));
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(java.util.Locale.ROOT);
      boolean ours = name.equals("authorization") && provider.key().isPresent();
      if (!OWN.contains(name) && !ours && !name.equals("content-type")) {
        request.addHeader(header.getKey(), header.getValue());
      }
    }
    provider.key().ifPresent(key -> request.setHeader("Authorization", "Bearer " + key));
    body.ifPresent(
        bytes -> request.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON)));
    Deadline deadline = new Deadline(request, provider);
    try {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      return new Reply(response, deadline, headers(response));
    } catch (IOException e) {
      throw deadline.failure(e, "upstream_unreachable", "could not be reached");
    }
  }

  private static List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      if (!OWN.contains(header.getName().toLowerCase(java.util.Locale.ROOT))) {
        headers.add(Map.entry(header.getName(), String.valueOf(header.getValue())));
      }
    }
    return headers;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }

  /// When a call must be over.
  final class Deadline {

    private final HttpUriRequestBase request;
    private final Provider provider;
    private final ScheduledFuture<?> alarm;
    private volatile boolean passed;

    private Deadline(HttpUriRequestBase request, Provider provider) {
      this.request = request;
      this.provider = provider;
      this.alarm =
          watchdog.schedule(this::pass, provider.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pass() {
      passed = true;
      request.cancel();
    }

    void cancel() {
      alarm.cancel(false);
      request.cancel();
    }

    void met() {
      alarm.cancel(false);
    }

    UpstreamException failure(IOException cause, String code, String what) {
      alarm.cancel(false);
      if (passed) {
        return new UpstreamException(
            504,
            "upstream_timeout",
            "The provider '%s' did not answer within %d s."
                .formatted(provider.name(), provider.timeout().toSeconds()));
      }
      return new UpstreamException(
          502,
          code,
          "The provider '%s' %s (%s)."
              .formatted(provider.name(), what, cause.getClass().getSimpleName()));
    }
  }
}
