package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.provider.Upstream;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a student answered is also put to the teacher, however busy it is.
class AuditsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String BODY =
      "{\"model\":\"big\",\"messages\":[{\"role\":\"system\",\"content\":\"Greet.\"},"
          + "{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String DECISION =
      "{\"model\":\"big\",\"input\":\"x\",\"questions\":[{\"type\":\"choice\",\"instructions\":\"q\","
          + "\"choices\":[{\"value\":\"hello\"},{\"value\":\"bye\"}]}]}";

  @Test
  void anAuditIsRecordedWithTheTimeItTook() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream teacher =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              Thread.sleep(50);
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
            });
        RunningGateway gateway = gateway(teacher, Auditor.Limits.DEFAULT)) {
      self[0] = teacher;
      assertThat(gateway.post(CHAT, BODY).headers().firstValue("x-asterism-policy"))
          .contains("student");
      Trace.Recording answer = gateway.recording();
      Trace.Recording audit = gateway.recording();
      assertThat(audit.trace().kind()).isEqualTo(Kind.AUDIT);
      assertThat(audit.trace().parent()).contains(answer.trace().id());
      assertThat(audit.trace().upstreamMicros()).isBetween(50_000L, 5_000_000L);
      assertThat(answer.trace().upstreamMicros()).isZero();
      assertThat(audit.examples().getFirst().reference()).contains(new Label.Text("hello"));
    }
  }

  @Test
  void anAuditThatFailedIsRecordedAndProvesNothing() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream teacher =
            new RawUpstream((socket, connection) -> {
              self[0].read(socket);
              if (connection < 6) {
                RawUpstream.write(socket, 429, "", "{\"error\":{}}");
              }
            });
        RunningGateway gateway = gateway(teacher, Auditor.Limits.DEFAULT)) {
      self[0] = teacher;
      gateway.post(CHAT, BODY);
      assertThat(failed(gateway)).isEqualTo("upstream_429");
      gateway.post("/v1/decisions", DECISION);
      assertThat(failed(gateway)).isEqualTo("upstream_429");
      gateway.post(CHAT, BODY);
      assertThat(failed(gateway)).isEqualTo("upstream_cut_off");
    }
  }

  @Test
  void whereTooManyWaitNoneIsLeftOut() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    RawUpstream[] self = new RawUpstream[1];
    int requests = 12;
    try (RawUpstream teacher =
            new RawUpstream((socket, _) -> {
              while (!self[0].read(socket).isEmpty()) {
                open.await();
                RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
              }
            });
        RunningGateway gateway =
            gateway(teacher, new Auditor.Limits(1, 2, Duration.ofSeconds(10)))) {
      self[0] = teacher;
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < requests; client++) {
        clients.add(Thread.ofVirtual().start(() -> post(gateway)));
      }
      for (Thread client : clients) {
        client.join();
      }
      // Every client has its answer though the teacher has not said a word yet.
      assertThat(teacher.requests()).hasSizeLessThanOrEqualTo(1);
      open.countDown();
      int audits = 0;
      for (int recording = 0; recording < 2 * requests; recording++) {
        audits += gateway.recording().trace().kind() == Kind.AUDIT ? 1 : 0;
      }
      assertThat(audits).isEqualTo(requests);
    }
  }

  @Test
  void closingWaitsForTheAuditsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream teacher =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              asked.countDown();
              Thread.sleep(300);
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
            });
        RunningGateway gateway = gateway(teacher, Auditor.Limits.DEFAULT)) {
      self[0] = teacher;
      gateway.post(CHAT, BODY);
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      gateway.closeGateway();
      assertThat(gateway.unread()).isEqualTo(2);
    }
  }

  @Test
  void closingBreaksOffAnAuditThatTakesTooLongAndRecordsThat() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream silent =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              self[0].read(socket);
            });
        RunningGateway gateway = gateway(silent, new Auditor.Limits(1, 9, Duration.ofSeconds(1)))) {
      self[0] = silent;
      gateway.post(CHAT, BODY);
      gateway.post(CHAT, BODY);
      gateway.awaitRecordings(2);
      long begun = System.nanoTime();
      gateway.closeGateway();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      assertThat(gateway.unread()).isEqualTo(4);
    }
  }

  /// {@return the error of the audit that follows an answer}
  private static String failed(RunningGateway gateway) throws InterruptedException {
    assertThat(gateway.recording().trace().kind()).isEqualTo(Kind.ANSWER);
    Trace.Recording audit = gateway.recording();
    assertThat(audit.trace().kind()).isEqualTo(Kind.AUDIT);
    assertThat(audit.examples()).isEmpty();
    return audit.trace().error().orElseThrow();
  }

  private static RunningGateway gateway(RawUpstream teacher, Auditor.Limits limits) {
    return new RunningGateway(
        List.of(RunningGateway.provider(teacher, Optional.of("sk"))),
        new Upstream(),
        RunningGateway.always("hello"),
        limits);
  }

  private static void post(RunningGateway gateway) {
    try {
      HttpResponse<String> answer = gateway.post(CHAT, BODY);
      assertThat(answer.statusCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
