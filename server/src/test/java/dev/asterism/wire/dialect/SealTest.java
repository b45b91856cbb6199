package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Signatures on their way through a client that decodes them and spells them anew.
class SealTest {

  @Test
  void whateverAProviderSignsWithComesBackAsItWas() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      String signature = text(random);
      assertThat(Seal.read("t", spelledAnew(Seal.ofThought(signature))))
          .isEqualTo(new Part.Thinking("t", signature));
      assertThat(Seal.read("", spelledAnew(Seal.ofHidden(signature))))
          .isEqualTo(new Part.HiddenThinking(signature));
    }
  }

  @Test
  void whatIsBase64AlreadyIsLeftAsItIs() {
    assertThat(Seal.ofThought("c2lnLTE=")).isEqualTo("c2lnLTE=");
  }

  /// As Google's clients for Python do: bytes, in the alphabet for URLs.
  private static String spelledAnew(String base64) {
    return Base64.getUrlEncoder().encodeToString(Base64.getDecoder().decode(base64));
  }

  private static String text(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    random.nextBytes(bytes);
    return switch (random.nextInt(3)) {
      case 0 -> Base64.getEncoder().encodeToString(bytes);
      case 1 -> Base64.getUrlEncoder().encodeToString(bytes);
      default -> new String(bytes, StandardCharsets.ISO_8859_1);
    };
  }
}
