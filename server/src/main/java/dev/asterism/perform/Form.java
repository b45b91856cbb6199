package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.wire.dialect.Api;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The form in which a request is asked and answered: how to put it to other models, and how to
/// read what they say.
public interface Form {

  Api api();

  /// {@return what is asked, as text}
  String question();

  /// {@return whether the client wants the answer as a stream}
  boolean streams();

  /// {@return the same request, with how hard to think of it; itself where its form has no word for
  /// that}
  Form thinking(String effort);

  /// {@return the request put to a model, its other bytes as they were}
  byte[] asked(String model);

  /// {@return the request put to a model, to be answered in one piece}
  byte[] whole(String model);

  /// A request as it goes out.
  ///
  /// @param api by which it is asked and answered
  record Put(Api api, byte[] body) {}

  /// {@return the same, so that the answer tells how sure the model is}
  ///
  /// @throws dev.asterism.wire.BadRequest if this cannot be asked for
  Put weighed(String model);

  /// {@return the same, so that asking again may bring another answer}
  byte[] sampled(String model);

  /// {@return the request put to a model with what others drafted; empty where answers of this form
  /// cannot be merged}
  Optional<byte[]> merging(String model, List<String> drafts);

  /// {@return the request put to a model, with a message of ours after the client's; empty where
  /// this form has no messages}
  Optional<byte[]> informed(String model, String message);

  /// {@return what a successful answer says; empty where it is no answer to the request}
  ///
  /// @param weighed whether it was asked by [#weighed]
  Optional<Said> hear(byte[] answer, boolean weighed);

  /// {@return an answer in one piece as the client gets it}
  ///
  /// @param weighed whether it was asked by [#weighed]
  byte[] told(byte[] answer, boolean weighed);

  /// {@return the same answer as the stream that the client asked for}
  byte[] asStream(byte[] answer);

  /// {@return a guess at the usage of an answer}
  Usage rough(String answer);

  /// {@return a guess at the input tokens that an earlier turn of the conversation sent already; 0
  /// where it begins}
  default long sentBefore() {
    return 0;
  }

  /// {@return a guess at the usage of an answer that is not there yet}
  ///
  /// @param usual the tokens that the model's answers take in the mean; empty where not known
  Usage expected(OptionalDouble usual);

  /// A request taken apart.
  ///
  /// @param question its last message
  /// @param rest the whole request without that, the same for whoever asks for a stream or not
  record Apart(String question, byte[] rest) {}

  /// {@return the request's last message, and all the rest; empty where it is not one text, or
  /// where more is asked for than a text can answer}
  ///
  /// @param model in place of the one named
  default Optional<Apart> apart(String model) {
    return Optional.empty();
  }

  /// {@return an answer of our own, as the stream that the client asked for or in one piece}
  ///
  /// @param id unique among answers
  default byte[] own(String id, String text, Usage usage) {
    throw new IllegalStateException("answers of this form are not texts");
  }

  /// {@return the temperature that is asked for; empty where it is left to the model}
  Optional<Double> temperature();
}
