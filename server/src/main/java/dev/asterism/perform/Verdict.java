package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.wire.ChatDraft;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a judge says of another model's answer.
final class Verdict {

  private static final Pattern NUMBER =
      Pattern.compile("\\s*([0-9]{1,3})(?:\\s*(?:%|/\\s*100))?[.\\s]*");
  private static final double MOST = 100;

  private Verdict() {}

  /// {@return the verdict, in [0, 1]; empty where the judge said anything but a number from 0 to
  /// 100}
  static Optional<Double> read(int status, byte[] body, Course.Booking booking) {
    Optional<ChatDraft> said = status == 200 ? ChatDraft.of(body) : Optional.empty();
    booking.took(said.flatMap(ChatDraft::usage).orElse(Usage.NONE), false);
    Optional<Double> verdict = said.flatMap(draft -> number(draft.text()));
    booking.became(verdict.map(share -> "verdict " + Course.share(share)).orElse("no verdict"));
    return verdict;
  }

  private static Optional<Double> number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() && Integer.parseInt(number.group(1)) <= MOST
        ? Optional.of(Integer.parseInt(number.group(1)) / MOST)
        : Optional.empty();
  }
}
