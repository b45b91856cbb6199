package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Circuit;
import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Patience;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Resilience;
import dev.asterism.provider.Retries;
import dev.asterism.provider.Upstream;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Trace;
import dev.asterism.wire.dialect.Language;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A provider that is asked again, left alone for a while, or asked with another of its keys.
class RetriesTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String[] JSON = {"content-type", "application/json"};
  private static final Retries QUICK = new Retries(2, Duration.ofMillis(20), Duration.ofSeconds(2));

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 529})
  void aProviderThatCannotAnswerIsAskedAgain(int status) throws Exception {
    try (RawUpstream failing = failing(2, status, "");
        RunningGateway gateway = gateway(QUICK, failing)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"), JSON);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-asterism-attempts")).contains("3");
      assertThat(failing.requests()).hasSize(3);
    }
  }

  @Test
  void anAnswerAtOnceIsOneAttempt() throws Exception {
    try (RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(QUICK, able)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"), JSON);
      assertThat(answer.headers().firstValue("x-asterism-attempts")).contains("1");
    }
  }

  @Test
  void afterTheLastAttemptTheClientGetsWhatTheProviderSaid() throws Exception {
    try (RawUpstream failing = failing(9, 503, "");
        RunningGateway gateway = gateway(QUICK, failing)) {
      HttpResponse<String> answer = gateway.post(CHAT, chat("hi"), JSON);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"error\":{\"message\":\"503\"}}");
      assertThat(answer.headers().firstValue("x-asterism-attempts")).contains("3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 504})
  void whatMayHaveBeenDoneOrWillNotBeDoneIsAskedOnce(int status) throws Exception {
    try (RawUpstream failing = failing(9, status, "");
        RunningGateway gateway = gateway(QUICK, failing)) {
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(status);
      assertThat(failing.requests()).hasSize(1);
    }
  }

  @Test
  void aRequestThatNamesNoModelMayNotBeDoneTwice() throws Exception {
    try (RawUpstream failing = failing(9, 503, "");
        RunningGateway gateway = gateway(QUICK, failing)) {
      assertThat(gateway.post("/v1/batches", "{}", JSON).statusCode()).isEqualTo(503);
      assertThat(failing.requests()).hasSize(1);
      assertThat(gateway.get("/v1/batches").statusCode()).isEqualTo(503);
      assertThat(failing.requests()).hasSize(4);
    }
  }

  @Test
  void theTimeThatAProviderAsksForIsWaited() throws Exception {
    String soon =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(2).atZone(ZoneOffset.UTC));
    for (String when : List.of("Retry-After: " + soon, "Retry-After: 1", "Retry-After-Ms: 700")) {
      try (RawUpstream failing = failing(1, 429, when + "\r\n");
          RunningGateway gateway = gateway(QUICK, failing)) {
        long begun = System.nanoTime();
        assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void aClientThatCannotWaitSoLongGetsTheAnswerThatThereIs() throws Exception {
    try (RawUpstream failing = failing(9, 429, "Retry-After: 2\r\n");
        RunningGateway gateway = gateway(QUICK, failing)) {
      HttpResponse<String> answer =
          gateway.post(
              CHAT, chat("hi"), "content-type", "application/json", "x-asterism-timeout-ms", "900");
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
      assertThat(failing.requests()).hasSize(1);
    }
  }

  @Test
  void auditsAreAskedAgainToo() throws Exception {
    try (RawUpstream failing = failing(2, 503, "");
        RunningGateway gateway =
            new RunningGateway(
                List.of(provider(QUICK, Circuit.Settings.DEFAULT, failing)),
                new Upstream(),
                RunningGateway.always("hello"))) {
      String body =
          "{\"model\":\"big\",\"messages\":[{\"role\":\"system\",\"content\":\"Greet.\"},"
              + "{\"role\":\"user\",\"content\":\"hi\"}]}";
      assertThat(gateway.post(CHAT, body).statusCode()).isEqualTo(200);
      assertThat(gateway.recording().trace().kind()).isEqualTo(Kind.ANSWER);
      Trace audit = gateway.recording().trace();
      assertThat(audit.kind()).isEqualTo(Kind.AUDIT);
      assertThat(audit.status()).isEqualTo(200);
      assertThat(failing.requests()).hasSize(3);
    }
  }

  @Test
  void aProviderThatKeepsFailingIsLeftAloneAndTriedAgainLater() throws Exception {
    Circuit.Settings breaking = new Circuit.Settings(4, 2, 0.5, Duration.ofMillis(300));
    try (RawUpstream failing = failing(3, 503, "");
        RunningGateway gateway =
            new RunningGateway(
                List.of(provider(Retries.NONE, breaking, failing)),
                new Upstream(),
                RunningGateway.nobody())) {
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(503);
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(503);
      HttpResponse<String> spared = gateway.post(CHAT, chat("hi"), JSON);
      assertThat(spared.statusCode()).isEqualTo(503);
      assertThat(spared.body()).contains("provider_circuit_open", "only");
      assertThat(spared.headers().firstValue("retry-after")).contains("1");
      assertThat(failing.requests()).hasSize(2);
      Thread.sleep(400);
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(503);
      assertThat(failing.requests()).hasSize(3);
      Thread.sleep(400);
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(200);
      assertThat(gateway.post(CHAT, chat("hi"), JSON).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aKeyOverItsLimitMakesRoomForTheNextAndRests() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream limiting =
            new RawUpstream((socket, _) -> {
              for (String request = self[0].read(socket);
                  !request.isEmpty();
                  request = self[0].read(socket)) {
                boolean over = request.contains("Bearer sk-first");
                RawUpstream.write(socket, over ? 429 : 200, "", RawUpstream.ANSWER);
              }
            });
        RunningGateway gateway = keys(limiting, "sk-first", "sk-second")) {
      self[0] = limiting;
      for (int request = 0; request < 6; request++) {
        assertThat(gateway.post(CHAT, chat("hi " + request), JSON).statusCode()).isEqualTo(200);
      }
      // It rests for a second: it may have been asked once more where the machine was slow.
      assertThat(
              limiting.requests().stream().filter(request -> request.contains("sk-first")).count())
          .isBetween(1L, 3L);
    }
  }

  @Test
  void requestsGoToTheKeyWithTheFewestUnderWay() throws Exception {
    int together = 6;
    CountDownLatch all = new CountDownLatch(together);
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream slow =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              all.countDown();
              all.await(10, TimeUnit.SECONDS);
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
            });
        RunningGateway gateway = keys(slow, "sk-a", "sk-b", "sk-c")) {
      self[0] = slow;
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < together; client++) {
        String text = "hi " + client;
        clients.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    gateway.post(CHAT, chat(text), JSON);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }));
        while (slow.requests().size() <= client) {
          Thread.sleep(5);
        }
      }
      for (Thread client : clients) {
        client.join();
      }
      for (String key : List.of("sk-a", "sk-b", "sk-c")) {
        assertThat(slow.requests().stream().filter(request -> request.contains(key)).count())
            .isEqualTo(2);
      }
    }
  }

  @Test
  void aBaseUrlThatIsDownIsNotTheProvidersEnd() throws Exception {
    RawUpstream gone = RawUpstream.answering("", "");
    gone.close();
    try (RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER)) {
      Endpoint other = new Endpoint(able.base(), Optional.of("sk"));
      Provider provider =
          new Provider(
              "two",
              gone.base(),
              Optional.of("sk"),
              List.of(),
              Patience.forWhole(Duration.ofSeconds(20)),
              Language.OPENAI,
              Map.of(),
              new Resilience(List.of(other), Retries.NONE, Circuit.Settings.DEFAULT));
      try (RunningGateway gateway =
          new RunningGateway(List.of(provider), new Upstream(), RunningGateway.nobody())) {
        for (int request = 0; request < 4; request++) {
          assertThat(gateway.post(CHAT, chat("hi " + request), JSON).statusCode()).isEqualTo(200);
        }
        assertThat(able.requests()).hasSize(4);
      }
    }
  }

  @Test
  void keysAreNotTold() {
    Endpoint endpoint = new Endpoint(java.net.URI.create("http://a/v1"), Optional.of("sk-secret"));
    Resilience resilience =
        new Resilience(List.of(endpoint), Retries.NONE, Circuit.Settings.DEFAULT);
    assertThat(resilience.toString()).doesNotContain("sk-secret");
  }

  /// {@return a provider that fails so many times, then answers}
  private static RawUpstream failing(int times, int status, String headers) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          while (!self[0].read(socket).isEmpty()) {
            boolean fails = asked.getAndIncrement() < times;
            RawUpstream.write(
                socket,
                fails ? status : 200,
                "Content-Type: application/json\r\n" + (fails ? headers : ""),
                fails ? "{\"error\":{\"message\":\"" + status + "\"}}" : RawUpstream.ANSWER);
          }
        });
    return self[0];
  }

  private static RunningGateway gateway(Retries retries, RawUpstream at) {
    return new RunningGateway(
        List.of(provider(retries, Circuit.Settings.DEFAULT, at)),
        new Upstream(),
        RunningGateway.nobody());
  }

  private static RunningGateway keys(RawUpstream at, String first, String... others) {
    return new RunningGateway(
        List.of(RunningGateway.provider("keys", at, first, others)),
        new Upstream(),
        RunningGateway.nobody());
  }

  private static Provider provider(Retries retries, Circuit.Settings breaking, RawUpstream at) {
    return new Provider(
        "only",
        at.base(),
        Optional.of("sk-only"),
        List.of(),
        Patience.forWhole(Duration.ofSeconds(20)),
        Language.OPENAI,
        Map.of(),
        new Resilience(List.of(), retries, breaking));
  }
}
