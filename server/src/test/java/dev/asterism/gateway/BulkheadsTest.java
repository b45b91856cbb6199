package dev.asterism.gateway;

import static dev.asterism.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A provider that never answers beside one that does, with few connections to each.
class BulkheadsTest {

  private static final String CHAT = "/v1/chat/completions";

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
                .start(() -> {
                  try {
                    gateway.post(CHAT, chat("wait " + number).replace("big", "dead"));
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }))
        .toList();
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static RunningGateway gateway(RawUpstream dead, RawUpstream able, int capacity) {
    return new RunningGateway(
        List.of(provider("dead", dead), provider("big", able)),
        new Upstream(3, Duration.ofSeconds(5)),
        RunningGateway.nobody(),
        Auditor.Limits.DEFAULT,
        capacity);
  }

  private static Provider provider(String model, RawUpstream at) {
    return new Provider(
        model, at.base(), Optional.of("sk"), List.of(model), Duration.ofSeconds(20));
  }
}
