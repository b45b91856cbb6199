package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.wire.AnyWire;
import dev.asterism.wire.ModelName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What paths say, in bodies and back.
class GenerateBodyTest {

  @Test
  void whateverABodyIsItComesOutAsItWentInUnderTheNameOfAnotherModel() {
    Random random = new Random(3);
    List<GenerateCall.Method> methods = List.of(GenerateCall.Method.values());
    for (int i = 0; i < 500; i++) {
      byte[] body = body(random).getBytes(StandardCharsets.UTF_8);
      GenerateCall.Method method = methods.get(random.nextInt(methods.size()));
      String model = random.nextBoolean() ? "big" : "lab/\"bíg\"";
      byte[] told = GenerateBody.told(body, new GenerateCall(model, method));
      assertThat(AnyWire.model(told)).contains(model);
      GenerateBody.Sent sent =
          GenerateBody.sent(method.api(), ModelName.replace(told, "other"), "?a=b");
      assertThat(sent.body()).isEqualTo(body);
      assertThat(sent.path())
          .isEqualTo(
              "/models/other:"
                  + method.word()
                  + (method == GenerateCall.Method.STREAM ? "?alt=sse&a=b" : "?a=b"));
    }
  }

  private static String body(Random random) {
    String blank = " \t\n".substring(random.nextInt(3)).repeat(random.nextInt(3));
    String fields =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> "\"contents\":[]";
          case 2 -> "\"a\"" + blank + ": {\"model\":\"x\"} ," + blank + "\"é\":1.50";
          default -> "\"models\":\"x\"";
        };
    return blank + "{" + blank + fields + blank + "}" + blank;
  }
}
