package dev.asterism.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asterism.chat.Schema;
import dev.asterism.provider.Addresses;
import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpToolsTest {

  private static final Schema PLACE =
      Schema.read(
          "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"number\"}},\"required\":[\"city\"],\"additionalProperties\":false}");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Tools tools = new Tools();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/weather", exchange -> answer(exchange, 200, "text/plain", "sunny"));
    server.createContext("/broken", exchange -> answer(exchange, 500, "text/plain", "oh dear"));
    server.createContext("/picture", exchange -> answer(exchange, 200, "image/png", "PNG"));
    server.start();
  }

  @AfterEach
  void stop() {
    tools.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ToolResult call(
      String host, String path, HttpTool.Method method, boolean inside, String arguments)
      throws UpstreamException {
    HttpTool tool =
        new HttpTool(
            "weather",
            "the weather of a city",
            PLACE,
            URI.create("http://" + host + ":" + server.getAddress().getPort() + path),
            method,
            Optional.of("secret"),
            Duration.ofSeconds(5),
            100,
            inside);
    Offer offer =
        tools
            .offered(List.of(tool), Asker.PATIENT, Duration.ofSeconds(5))
            .named("weather")
            .orElseThrow();
    return tools.call(offer, arguments, Asker.PATIENT, Duration.ofSeconds(5));
  }

  private ToolResult call(String path, HttpTool.Method method, String arguments)
      throws UpstreamException {
    return call("127.0.0.1", path, method, true, arguments);
  }

  @Test
  void argumentsGoIntoTheQueryOrTheBody() throws Exception {
    String arguments = "{\"city\":\"São Paulo&x=1\",\"days\":2}";
    assertThat(call("/weather", HttpTool.Method.GET, arguments))
        .isEqualTo(new ToolResult(true, "sunny"));
    call("/weather", HttpTool.Method.POST, arguments);
    assertThat(asked)
        .containsExactly(
            "GET /weather?city=S%C3%A3o+Paulo%26x%3D1&days=2 Bearer secret ",
            "POST /weather Bearer secret {\"city\":\"São Paulo&x=1\",\"days\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{}",
        "{\"city\":1}",
        "{\"city\":\"x\",\"url\":\"http://elsewhere\"}",
        "{\"city\":\"x\",\"city\":\"y\"}"
      })
  void argumentsOfAnotherFormAreNotSent(String arguments) throws Exception {
    ToolResult result = call("/weather", HttpTool.Method.GET, arguments);
    assertThat(result.fine()).isFalse();
    assertThat(result.text()).startsWith("error: the arguments must be a JSON object");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsNoAnswerIsToldAsAnError() throws Exception {
    String arguments = "{\"city\":\"x\"}";
    assertThat(call("/broken", HttpTool.Method.GET, arguments).text())
        .isEqualTo("error: 'weather' answered 500: oh dear");
    assertThat(call("/picture", HttpTool.Method.GET, arguments).text())
        .isEqualTo("error: 'weather' answered image/png, which is no text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "2130706433", "0"})
  void aPrivateAddressIsAskedOnlyWhereTheConfigurationSaysSo(String host) throws Exception {
    ToolResult result = call(host, "/weather", HttpTool.Method.GET, false, "{\"city\":\"x\"}");
    assertThat(result.fine()).isFalse();
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "fe80::1",
        "fd00::1",
        "ff02::1"
      })
  void addressesOutsideThePublicNetworkArePrivate(String address) throws Exception {
    assertThat(Addresses.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.2.1", "2606:4700::1111"})
  void otherAddressesArePublic(String address) throws Exception {
    assertThat(Addresses.isPrivate(InetAddress.getByName(address))).isFalse();
  }
}
