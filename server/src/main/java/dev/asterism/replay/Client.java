package dev.asterism.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Talks to a server over HTTP.
public final class Client implements AutoCloseable {

  private static final Timeout CONNECT = Timeout.ofSeconds(10);

  /// Students are trained between a replay's requests, on the same processors.
  private static final Timeout ANSWER = Timeout.ofMinutes(2);

  private final JsonMapper json = new JsonMapper();
  private final String base;
  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(64)
                  .setMaxConnPerRoute(64)
                  .setDefaultConnectionConfig(
                      ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                  .build())
          .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(ANSWER).build())
          .build();

  /// @param base such as `http://127.0.0.1:8484`
  public Client(String base) {
    this.base = base;
  }

  /// An answer.
  ///
  /// @param policy how it was answered, by its header; empty where it does not say
  public record Answer(int status, byte[] body, String policy, long micros) {}

  public Answer post(String path, byte[] body) throws IOException {
    HttpPost request = new HttpPost(URI.create(base + path));
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return send(request);
  }

  public Answer get(String path) throws IOException {
    return send(new HttpGet(URI.create(base + path)));
  }

  /// {@return the JSON at a path}
  public JsonNode read(String path) throws IOException {
    return json.readTree(get(path).body());
  }

  private Answer send(ClassicHttpRequest request) throws IOException {
    long begun = System.nanoTime();
    return http.execute(
        request,
        response -> {
          byte[] body =
              response.getEntity() == null
                  ? "".getBytes(StandardCharsets.UTF_8)
                  : EntityUtils.toByteArray(response.getEntity());
          Header policy = response.getFirstHeader("x-asterism-policy");
          return new Answer(
              response.getCode(),
              body,
              policy == null ? "" : policy.getValue(),
              (System.nanoTime() - begun) / 1_000);
        });
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
