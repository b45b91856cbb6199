package dev.asterism.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Asker;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tools of an MCP server on loopback, by streamable HTTP.
@Timeout(90)
class McpServersTest {

  private static final Duration MOST = Duration.ofSeconds(30);

  private final Tools tools = new Tools();
  private SmallMcpServer server;

  @BeforeEach
  void start() throws Exception {
    server = new SmallMcpServer();
  }

  @AfterEach
  void stop() {
    tools.close();
    server.close();
  }

  private static McpServer at(URI url, boolean inside, Duration patience, String... allow) {
    return new McpServer(
        "small",
        new McpServer.Remote(url, Optional.empty(), inside),
        List.of(allow),
        patience,
        20_000);
  }

  private McpServer small(String path) {
    return at(server.url(path), true, Duration.ofSeconds(2), "echo", "fail", "long", "slow");
  }

  private Tools.Offered offered(McpServer small) throws Exception {
    return tools.offered(List.of(small), Asker.PATIENT, MOST);
  }

  private ToolResult call(McpServer small, String name, String arguments) throws Exception {
    Offer offer = offered(small).named(name).orElseThrow();
    return tools.call(offer, arguments, Asker.PATIENT, MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/events"})
  void whatIsAllowedIsOfferedAndCanBeCalled(String path) throws Exception {
    McpServer small = small(path);
    assertThat(offered(small).missing()).isEmpty();
    assertThat(offered(small).offers())
        .extracting(Offer::name)
        .containsExactly("small__echo", "small__fail", "small__long", "small__slow");
    assertThat(call(small, "small__echo", "{\"text\":\"hello\"}"))
        .isEqualTo(new ToolResult(true, "you said hello"));
    assertThat(server.heard())
        .containsExactly(
            "initialize", "notifications/initialized", "tools/list", "tools/list", "tools/call");
  }

  @Test
  void whatIsNotAllowedIsNeverToldOf() throws Exception {
    assertThat(offered(small("/json")).named("small__secret")).isEmpty();
  }

  @Test
  void whatGoesWrongIsToldToTheModel() throws Exception {
    McpServer small = small("/events");
    assertThat(call(small, "small__fail", "{}"))
        .isEqualTo(new ToolResult(false, "error: it cannot be done"));
    assertThat(call(small, "small__echo", "{\"text\":3}").text())
        .startsWith("error: the arguments must be a JSON object of this schema");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/events"})
  void anAnswerThatIsTooLongIsNotRead(String path) throws Exception {
    assertThat(call(small(path), "small__long", "{}").text())
        .isEqualTo("error: 'small' answered more than 20000 bytes");
  }

  @Test
  void aSlowToolIsNotWaitedForLongerThanItMayTake() throws Exception {
    long begun = System.nanoTime();
    assertThat(call(small("/json"), "small__slow", "{}").text())
        .isEqualTo("error: 'small' did not answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void aSessionThatTheServerForgotIsBegunAgain() throws Exception {
    McpServer small = small("/json");
    assertThat(call(small, "small__echo", "{\"text\":\"a\"}").fine()).isTrue();
    server.forget();
    assertThat(call(small, "small__echo", "{\"text\":\"b\"}").text()).isEqualTo("you said b");
  }

  @Test
  void aSessionIsEndedWhenTheServerStops() throws Exception {
    assertThat(offered(small("/json")).offers()).isNotEmpty();
    tools.close();
    assertThat(server.heard()).endsWith("DELETE");
  }

  @Test
  void aDeadServerOffersNothingAndCostsNobodyItsPatienceTwice() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      McpServer dead =
          at(
              URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/mcp"),
              true,
              Duration.ofSeconds(1),
              "echo");
      assertThat(offered(dead).missing()).containsExactly("'small' did not answer in time");
      long begun = System.nanoTime();
      assertThat(offered(dead).missing())
          .containsExactly(
              "'small' could not be reached just before, and is not asked for a while");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void aPrivateAddressIsAskedOnlyWhereThatIsMeant() throws Exception {
    McpServer outside = at(server.url("/json"), false, Duration.ofSeconds(2), "echo");
    assertThat(offered(outside).missing())
        .containsExactly("'small' could not be asked (private_address)");
    assertThat(server.heard()).isEmpty();
  }

  @Test
  void aProgramThatCannotBeStartedOrSaysNothingIsToldOf() throws Exception {
    assertThat(offered(program("/there/is/no/such/program")).missing())
        .containsExactly("'small' could not be started");
    assertThat(offered(program("sleep", "30")).missing())
        .containsExactly("'small' did not answer in time");
    assertThat(offered(program("true")).missing())
        .containsExactly("'small' has ended, or answered too much");
    assertThat(offered(program("yes")).missing().getFirst()).startsWith("'small' did not answer");
  }

  /// The protocol's own SDK on the other side.
  private static McpServer official() {
    return new McpServer(
        "official",
        new McpServer.Program(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OfficialMcpProgram.class.getName()),
            Map.of("TOKEN", "given")),
        List.of("greet", "boast", "break"),
        Duration.ofSeconds(30),
        20_000);
  }

  @Test
  void theProtocolsOwnSdkIsUnderstoodAndUnderstands() throws Exception {
    McpServer official = official();
    assertThat(call(official, "official__greet", "{\"name\":\"Ada\"}"))
        .isEqualTo(new ToolResult(true, "hello Ada"));
    assertThat(call(official, "official__greet", "{\"name\":7}").fine()).isFalse();
  }

  @Test
  void aProgramIsGivenNoSecretsButItsOwn() throws Exception {
    String told = call(official(), "official__boast", "{}").text();
    assertThat(told).contains("TOKEN", "PATH");
    assertThat(System.getenv().keySet()).anySatisfy(name -> assertThat(told).doesNotContain(name));
  }

  @Test
  void aProgramThatEndsInTheMiddleIsStartedAgain() throws Exception {
    McpServer official = official();
    assertThat(call(official, "official__break", "{}").text())
        .isEqualTo("error: 'official' has ended, or answered too much");
    assertThat(call(official, "official__greet", "{}").text()).isEqualTo("hello you");
  }

  private static McpServer program(String... command) {
    return new McpServer(
        "small",
        new McpServer.Program(List.of(command), Map.of()),
        List.of("echo"),
        Duration.ofSeconds(1),
        20_000);
  }
}
