package dev.asterism.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A provider on loopback that answers by a rule and keeps what it was asked.
final class FakeProvider implements AutoCloseable {

  private final HttpServer http;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// Gives every request the same answer.
  FakeProvider(String answer) throws IOException {
    this(_ -> answer);
  }

  /// @param rule from a request's body to the answer's
  FakeProvider(UnaryOperator<String> rule) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/v1/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(body);
          byte[] bytes = rule.apply(body).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    http.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
  }

  /// {@return the bodies of all requests so far}
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
