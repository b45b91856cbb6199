package dev.asterism.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.asterism.doctor.Finding.State;
import dev.asterism.provider.Provider;
import dev.asterism.student.Encoders;
import dev.asterism.tool.McpServer;
import dev.asterism.tool.SmallMcpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each check on what is well and on what is not; providers are small programs on loopback.
class ChecksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private HttpServer provider;

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          asked.set(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    provider.start();
  }

  @Test
  void aToolServerIsThereOrLacksToolsOrCannotBeReached() throws Exception {
    try (SmallMcpServer there = new SmallMcpServer()) {
      assertThat(look(there.url("/json"), "echo").state()).isEqualTo(State.OK);
      assertThat(look(there.url("/json"), "echo", "sing").found())
          .isEqualTo("the MCP server has no tool sing");
    }
    Finding gone = look(URI.create("http://127.0.0.1:1/mcp"), "echo");
    assertThat(gone.state()).isEqualTo(State.WARNING);
    assertThat(gone.part()).isEqualTo("tool small");
    assertThat(gone.found()).startsWith("the MCP server 'small' could not be asked");
  }

  private static Finding look(URI url, String... allow) {
    McpServer server =
        new McpServer(
            "small",
            new McpServer.Remote(url, Optional.empty(), true),
            List.of(allow),
            Duration.ofSeconds(10),
            10_000);
    return new ToolServers(List.of(server), Duration.ofSeconds(10)).look().getFirst();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  @Test
  void aProviderIsAskedOnlyForItsModels() {
    Finding finding = visit(Optional.of("sk-1")).getFirst();
    assertThat(asked.get()).isEqualTo("GET /v1/models Bearer sk-1");
    assertThat(finding.state()).isEqualTo(State.OK);
    assertThat(finding.found()).contains("accepts the key").doesNotContain("sk-1");
  }

  @ParameterizedTest
  @CsvSource({
    "401, FAILED, refuses the key, api-key-env",
    "403, FAILED, refuses the key, api-key-env",
    "404, WARNING, no list of models, /v1",
    "429, WARNING, over its limit, raise",
    "503, FAILED, with status 503, status page"
  })
  void whatAProviderRefusesIsToldWithItsRemedy(int code, State state, String found, String remedy) {
    status.set(code);
    Finding finding = visit(Optional.of("sk-1")).getFirst();
    assertThat(finding.state()).isEqualTo(state);
    assertThat(finding.found()).contains(found);
    assertThat(finding.remedy()).contains(remedy);
  }

  @Test
  void withoutAKeyOfOursARefusalIsNoFault() {
    status.set(401);
    Finding finding = visit(Optional.empty()).getFirst();
    assertThat(finding.state()).isEqualTo(State.OK);
    assertThat(finding.found()).contains("clients bring their own keys");
  }

  @Test
  void aProviderThatIsDownOrSilentIsToldInTime() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (ServerSocket silent = new ServerSocket(0)) {
      long begun = System.nanoTime();
      List<Finding> findings =
          new Providers(
                  List.of(
                      at(closed, Optional.empty()), at(silent.getLocalPort(), Optional.empty())),
                  PATIENCE,
                  Clock.systemUTC())
              .look();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(findings.subList(0, 2))
          .allSatisfy(finding -> assertThat(finding.state()).isEqualTo(State.FAILED));
      assertThat(findings.get(0).found()).contains("could not be reached");
      assertThat(findings.get(1).found()).contains("did not answer within 1 s");
      assertThat(findings.get(2).part()).isEqualTo("clock");
      assertThat(findings.get(2).state()).isEqualTo(State.WARNING);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, OK, agrees",
    "-600, WARNING, behind a provider",
    "600, WARNING, ahead of a provider"
  })
  void theClockIsHeldAgainstTheProviders(int seconds, State state, String found) {
    List<Finding> findings =
        new Providers(
                List.of(at(provider.getAddress().getPort(), Optional.empty())),
                PATIENCE,
                () -> Instant.now().plusSeconds(seconds))
            .look();
    assertThat(findings.getLast().part()).isEqualTo("clock");
    assertThat(findings.getLast().state()).isEqualTo(state);
    assertThat(findings.getLast().found()).contains(found);
  }

  @Test
  void withoutAProviderItSaysWhatToSet() {
    Finding finding = new Providers(List.of(), PATIENCE, Clock.systemUTC()).look().getFirst();
    assertThat(finding.state()).isEqualTo(State.FAILED);
    assertThat(finding.remedy()).contains("OPENAI_API_KEY");
  }

  @Test
  void aFreePortAndATakenOneAreToldApart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finding finding = new Port("127.0.0.1", taken.getLocalPort(), PATIENCE).look().getFirst();
      assertThat(finding.state()).isEqualTo(State.FAILED);
      assertThat(finding.remedy()).contains("--port");
    }
    assertThat(new Port("127.0.0.1", 0, PATIENCE).look().getFirst().state()).isEqualTo(State.OK);
    assertThat(new Port("no.such.host.invalid", 0, PATIENCE).look().getFirst().found())
        .contains("unknown");
  }

  @Test
  void aDirectoryThatIsAFileOrOnAFullDiskIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThat(new Disk(file, 1).look().getFirst().found()).contains("is a file");
    assertThat(disk(100L << 20).state()).isEqualTo(State.FAILED);
    assertThat(disk(1L << 30).state()).isEqualTo(State.WARNING);
    assertThat(disk(1L << 30).remedy()).contains("retention-mb");
    assertThat(disk(1L << 40).state()).isEqualTo(State.OK);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void anOldJavaOrASmallHeapIsTold() {
    assertThat(Machine.judge(21, "Java 21", 1L << 32).remedy()).contains("adoptium");
    assertThat(Machine.judge(25, "Java 25", 1L << 28).remedy()).contains("ASTERISM_HEAP");
    assertThat(Machine.judge(25, "Java 25", 1L << 32).state()).isEqualTo(State.OK);
  }

  @Test
  void anEncoderThatCannotBeLoadedIsAWarningOnly() {
    assertThat(new LocalEngine(Encoders.NONE).look().getFirst().state()).isEqualTo(State.WARNING);
  }

  private Finding disk(long usable) {
    return new Disk(folder.resolve("not/yet/there"), 2L << 30, _ -> usable).look().getFirst();
  }

  private List<Finding> visit(Optional<String> key) {
    return new Providers(
            List.of(at(provider.getAddress().getPort(), key)), PATIENCE, Clock.systemUTC())
        .look();
  }

  private static Provider at(int port, Optional<String> key) {
    return new Provider(
        "fake",
        URI.create("http://127.0.0.1:" + port + "/v1"),
        key,
        List.of(),
        Duration.ofMinutes(10));
  }
}
