package dev.asterism.perform;

import dev.asterism.provider.UpstreamException;

/// What came of asking a model, or another policy, for something of our own.
sealed interface Reached {

  /// It answered.
  ///
  /// @param body the whole answer
  record Answered(byte[] body, Said said) implements Reached {}

  /// @param why in a few words
  record Failed(String why) implements Reached {}

  /// {@return what a model said}
  ///
  /// @throws UpstreamException if the client left
  static Reached of(Heard heard) throws UpstreamException {
    return switch (Asking.checked(heard)) {
      case Heard.Answer answer -> new Answered(answer.whole().body(), answer.said());
      case Heard.Refusal refusal -> new Failed(refusal.failing());
      case Heard.Loss loss -> new Failed(loss.failing());
    };
  }

  /// {@return what a policy gives}
  static Reached of(Given given, Form form) {
    return switch (given) {
      case Given.Whole whole when whole.status() == 200 ->
          form.hear(whole.body(), false)
              .<Reached>map(said -> new Answered(whole.body(), said))
              .orElseGet(() -> new Failed("answered nonsense"));
      case Given.Whole whole -> new Failed("refused (" + whole.status() + ")");
      case Given.Coming coming -> {
        coming.reply().close();
        yield new Failed("answered by a stream, which nobody asked for");
      }
    };
  }
}
