package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A provider that never answers beside one that does, with few connections to each.
class BulkheadsTest {

  private static final String CHAT = "/v1/chat/completions";

  /// How long a thread of a crowd works, and how late threads may be run.
  private static final Duration SPELL = Duration.ofNanos(200_000);

  /// More than may be busy in any case.
  private static final int MANY = 20 * Runtime.getRuntime().availableProcessors();

  @Test
  void aProviderThatNeverAnswersDoesNotSlowRequestsToAnother() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream dead = silent(end);
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(dead, able, ClientLimits.DEFAULT.capacity())) {
      List<Thread> stuck = stuck(gateway, 8);
      while (dead.requests().size() < 3) {
        Thread.sleep(5);
      }
      long begun = System.nanoTime();
      for (int request = 0; request < 20; request++) {
        assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      end.countDown();
      join(stuck);
    }
  }

  @Test
  void pastItsCapacityItTellsClientsAtOnceToComeBackAndRecovers() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream dead = silent(end);
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(dead, able, 2)) {
      List<Thread> stuck = stuck(gateway, 2);
      while (dead.requests().size() < 2) {
        Thread.sleep(5);
      }
      long begun = System.nanoTime();
      HttpResponse<String> shed = gateway.post(CHAT, chat("hi"));
      assertThat(shed.statusCode()).isEqualTo(429);
      assertThat(shed.body()).contains("\"code\":\"overloaded\"");
      assertThat(shed.headers().firstValue("retry-after")).contains("1");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      assertThat(able.requests()).isEmpty();
      end.countDown();
      join(stuck);
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatWouldHoldMoreBytesThanThereMayBeIsToldToComeBackInTheClientsForm() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    String large = chat("y".repeat(100_000));
    try (RawUpstream dead = silent(end);
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(dead, able, limits(150_000, Duration.ZERO))) {
      Thread stuck = Thread.ofVirtual().start(() -> post(gateway, large.replace("big", "dead")));
      while (dead.requests().isEmpty()) {
        Thread.sleep(5);
      }
      HttpResponse<String> shed = gateway.post("/v1/messages", large);
      assertThat(shed.statusCode()).isEqualTo(429);
      assertThat(shed.body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"");
      assertThat(shed.headers().firstValue("retry-after")).contains("1");
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      assertThat(gateway.post("/v1/files", large, "content-type", "a/b").statusCode())
          .isEqualTo(200);
      end.countDown();
      stuck.join();
      // It is let go a moment after its client has its answer.
      assertThat(until(gateway, large, 200).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRequestLargerThanAllThatMayBeHeldIsAnsweredAlone() throws Exception {
    try (RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(able, able, limits(5_000, Duration.ZERO))) {
      assertThat(gateway.post(CHAT, chat("y".repeat(100_000))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whereThreadsStayLateNoMoreRequestsAreTakenOnAndLaterTheyAreAgain() throws Exception {
    List<Socket> busy = new ArrayList<>();
    try (RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway = gateway(able, able, limits(1 << 20, SPELL))) {
      for (int client = 0; client < MANY; client++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        busy.add(socket);
        String begun =
            "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n{".formatted(CHAT);
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
      HttpResponse<String> shed;
      try (Crowd _ = new Crowd()) {
        shed = until(gateway, chat("hi"), 429);
      }
      assertThat(shed.statusCode()).isEqualTo(429);
      assertThat(shed.body()).contains("\"code\":\"overloaded\"");
      assertThat(shed.headers().firstValue("retry-after")).contains("1");
      assertThat(until(gateway, chat("hi"), 200).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : busy) {
        socket.close();
      }
    }
  }

  @Test
  void requestsThatOnlyWaitForAProviderKeepNobodyOutHoweverLateThreadsAre() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream dead = silent(end);
        RawUpstream able = RawUpstream.answering("", RawUpstream.ANSWER);
        RunningGateway gateway =
            new RunningGateway(
                List.of(provider("big", able), provider("dead", dead)),
                new Upstream(),
                RunningGateway.nobody(),
                Auditor.Limits.DEFAULT,
                limits(1 << 20, SPELL))) {
      List<Thread> stuck = stuck(gateway, MANY);
      for (int look = 0; look < 2_000 && dead.requests().size() < MANY; look++) {
        Thread.sleep(5);
      }
      assertThat(dead.requests()).hasSize(MANY);
      // Only what has waited for a while is known to wait.
      Thread.sleep(500);
      try (Crowd _ = new Crowd()) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < Duration.ofSeconds(3).toNanos()) {
          assertThat(gateway.post(CHAT, chat("hi")).statusCode()).isEqualTo(200);
        }
      }
      end.countDown();
      join(stuck);
    }
  }

  /// Threads that always have something to do, of the kind that answers requests.
  private static final class Crowd implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();

    Crowd() {
      for (int thread = 0; thread < MANY; thread++) {
        var _ =
            Thread.ofVirtual()
                .start(() -> {
                  while (!over.get()) {
                    long until = System.nanoTime() + SPELL.toNanos();
                    while (System.nanoTime() < until) {
                      Thread.onSpinWait();
                    }
                    LockSupport.parkNanos(1);
                  }
                });
      }
    }

    @Override
    public void close() {
      over.set(true);
    }
  }

  /// {@return the first answer of a status, or the last one that was waited for}
  private static HttpResponse<String> until(RunningGateway gateway, String body, int status)
      throws Exception {
    HttpResponse<String> answer = gateway.post(CHAT, body);
    for (int look = 0; look < 500 && answer.statusCode() != status; look++) {
      Thread.sleep(20);
      answer = gateway.post(CHAT, body);
    }
    return answer;
  }

  private static RawUpstream silent(CountDownLatch end) throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          self[0].read(socket);
          end.await(20, TimeUnit.SECONDS);
        });
    return self[0];
  }

  private static List<Thread> stuck(RunningGateway gateway, int many) {
    return IntStream.range(0, many)
        .mapToObj(number ->
            Thread.ofVirtual()
                .start(() -> post(gateway, chat("wait " + number).replace("big", "dead"))))
        .toList();
  }

  private static void post(RunningGateway gateway, String body) {
    try {
      gateway.post(CHAT, body);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClientLimits limits(long held, Duration lateness) {
    return new ClientLimits(
        1 << 20, 100, held, ClientLimits.DEFAULT.patience(), ClientLimits.DEFAULT.ping(), lateness);
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static RunningGateway gateway(RawUpstream dead, RawUpstream able, int capacity) {
    return gateway(dead, able, RunningGateway.limits(capacity));
  }

  private static RunningGateway gateway(RawUpstream dead, RawUpstream able, ClientLimits limits) {
    return new RunningGateway(
        List.of(provider("big", able), provider("dead", dead)),
        new Upstream(3, Duration.ofSeconds(5)),
        RunningGateway.nobody(),
        Auditor.Limits.DEFAULT,
        limits);
  }

  private static Provider provider(String model, RawUpstream at) {
    return new Provider(
        model, at.base(), Optional.of("sk"), List.of(model), Duration.ofSeconds(20));
  }
}
