package dev.asterism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.provider.Circuit;
import dev.asterism.provider.Patience;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Resilience;
import dev.asterism.provider.Retries;
import dev.asterism.provider.Upstream;
import dev.asterism.wire.dialect.Dialect;
import dev.asterism.wire.dialect.Language;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several providers, of which one made what is asked for.
class KeepersTest {

  private static final String NOT_FOUND = "{\"error\":{\"message\":\"no such response\"}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/responses/resp_1",
        "/v1/responses/resp_1/input_items",
        "/v1/chat/completions/c1"
      })
  void whatAModelMadeIsFoundAtItsProvider(String path) throws Exception {
    try (RawUpstream first = unknowing();
        RawUpstream second = RawUpstream.answering("", "kept");
        RunningGateway gateway =
            gateway(
                provider("first", first, Optional.of("sk-1"), Dialect.OPENAI),
                provider("second", second, Optional.of("sk-2"), Dialect.OPENAI))) {
      HttpResponse<String> answer = gateway.get(path, "authorization", "Bearer sk-client");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("kept");
      assertThat(answer.headers().firstValue("x-asterism-provider")).contains("second");
      assertThat(first.requests()).hasSize(1);
      assertThat(second.requests().getFirst()).contains("sk-2").doesNotContain("sk-client");
    }
  }

  @Test
  void whatNobodyKnowsIsAskedOfThoseThatCouldHaveMadeItAndOfNobodyElse() throws Exception {
    try (RawUpstream first = unknowing();
        RawUpstream second = unknowing();
        RawUpstream speaksOtherwise = RawUpstream.answering("", "{}");
        RawUpstream hasNoKey = RawUpstream.answering("", "{}");
        RunningGateway gateway =
            gateway(
                provider("first", first, Optional.empty(), Dialect.OPENAI),
                provider("other", speaksOtherwise, Optional.of("sk-3"), Dialect.ANTHROPIC),
                provider("keyless", hasNoKey, Optional.empty(), Dialect.OPENAI),
                provider("second", second, Optional.of("sk-2"), Dialect.OPENAI))) {
      HttpResponse<String> answer = gateway.get("/v1/responses/resp_1");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(NOT_FOUND);
      assertThat(second.requests()).hasSize(1);
      assertThat(speaksOtherwise.requests()).isEmpty();
      assertThat(hasNoKey.requests()).isEmpty();
    }
  }

  @Test
  void filesAreTheDefaultProvidersAlone() throws Exception {
    try (RawUpstream first = unknowing();
        RawUpstream second = RawUpstream.answering("", "kept");
        RunningGateway gateway =
            gateway(
                provider("first", first, Optional.of("sk-1"), Dialect.OPENAI),
                provider("second", second, Optional.of("sk-2"), Dialect.OPENAI))) {
      assertThat(gateway.get("/v1/files/file_1").statusCode()).isEqualTo(404);
      assertThat(second.requests()).isEmpty();
    }
  }

  private static RawUpstream unknowing() throws IOException {
    RawUpstream[] self = new RawUpstream[1];
    self[0] =
        new RawUpstream((socket, _) -> {
          while (!self[0].read(socket).isEmpty()) {
            RawUpstream.write(socket, 404, "", NOT_FOUND);
          }
        });
    return self[0];
  }

  private static RunningGateway gateway(Provider... providers) {
    return new RunningGateway(List.of(providers), new Upstream(), RunningGateway.nobody());
  }

  private static Provider provider(
      String name, RawUpstream at, Optional<String> key, Dialect dialect) {
    return new Provider(
        name,
        at.base(),
        key,
        List.of(),
        Patience.forWhole(Duration.ofSeconds(20)),
        Language.of(dialect),
        Map.of(),
        new Resilience(List.of(), Retries.NONE, Circuit.Settings.DEFAULT));
  }
}
