package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.chat.Label;
import dev.asterism.model.Depth;
import dev.asterism.provider.Upstream;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.DenseHead;
import dev.asterism.student.Encoder;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Meaning;
import dev.asterism.student.Neighbours;
import dev.asterism.student.Reading;
import dev.asterism.student.Selector;
import dev.asterism.trace.Example;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A student that has to read the meaning of everything, with an encoder that is never free in
/// time.
class BusyEncoderTest {

  private static final String BODY =
      "{\"model\":\"big\",\"messages\":[{\"role\":\"system\",\"content\":\"Greet.\"},"
          + "{\"role\":\"user\",\"content\":\"hi\"}]}";

  @Test
  void theTeacherAnswersAndTheExampleSaysWhy() throws Exception {
    RawUpstream[] self = new RawUpstream[1];
    try (RawUpstream teacher =
            new RawUpstream((socket, _) -> {
              self[0].read(socket);
              RawUpstream.write(socket, 200, "", RawUpstream.ANSWER);
            });
        RunningGateway gateway =
            new RunningGateway(
                List.of(RunningGateway.provider(teacher, Optional.of("sk-test"))),
                new Upstream(),
                RunningGateway.everywhere(student()))) {
      self[0] = teacher;
      HttpResponse<String> answer = gateway.post("/v1/chat/completions", BODY);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-asterism-policy")).contains("direct");
      Example example = gateway.recording().examples().getFirst();
      assertThat(example.unread()).isTrue();
      assertThat(example.judgement().orElseThrow().depth()).isEqualTo(Depth.UNREAD);
      assertThat(example.judgement().orElseThrow().nanos()).isPositive();
      assertThat(example.studentAnswer()).isEmpty();
      assertThat(example.reference()).contains(new Label.Text("hello"));
    }
  }

  private static CarefulStudent student() {
    LinearStudent quick = RunningGateway.oneWord(new Label.Text("hello"));
    Meaning meaning =
        new Meaning(
            new DenseHead(new byte[2], new float[2], new float[2]),
            new Neighbours(new float[1], new long[0], new byte[0]),
            0.5);
    return new CarefulStudent(
        quick,
        1.1,
        new NeverFree(),
        meaning,
        new Selector(Collections.nCopies(Reading.TWICE + 1, 0.0), List.of(0.9, 0.9)));
  }

  private static final class NeverFree implements Encoder {

    @Override
    public String name() {
      return "busy";
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public double millis(String text) {
      return 0;
    }

    @Override
    public boolean takesIn(String text) {
      return true;
    }

    @Override
    public float[] encode(String text) {
      throw new AssertionError("a request waits for no encoder without a bound");
    }

    @Override
    public Optional<float[]> encodeSoon(String text) {
      return Optional.empty();
    }
  }
}
