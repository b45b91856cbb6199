package dev.asterism.wire.dialect;

import dev.asterism.chat.Usage;
import java.util.List;
import java.util.Optional;

/// Turns what a provider answers to one request into what its client understands.
///
/// Either [#whole] or [#fault] is called once, or [#piece] for each piece of a stream and then
/// [#end].
public interface Rendering {

  /// {@return a whole answer in the client's language}
  ///
  /// @throws Unreadable if it is not what the provider's API promises
  byte[] whole(byte[] body) throws Unreadable;

  /// {@return an error in the client's form}
  byte[] fault(int status, byte[] body);

  /// {@return the frames that a piece of a stream amounts to, each to be written at once}
  ///
  /// @throws Unreadable if it is not what the provider's API promises
  List<byte[]> piece(byte[] bytes, int length) throws Unreadable;

  /// {@return the frames that end a stream}
  ///
  /// @throws Unreadable if the stream is not over, by what it said
  List<byte[]> end() throws Unreadable;

  /// {@return what the provider said it used, once the answer is there}
  Optional<Usage> usage();
}
