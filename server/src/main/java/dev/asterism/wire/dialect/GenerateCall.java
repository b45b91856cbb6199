package dev.asterism.wire.dialect;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call of one of Gemini's methods for models. Its path says what the bodies of other APIs say:
/// which model is asked, and whether the answer is to be a stream.
///
/// @param model as the path names it, without `models/`
public record GenerateCall(String model, Method method) {

  private static final Pattern PATH = Pattern.compile("/v1(?:beta)?/models/(.+):([A-Za-z]+)");

  /// What can be asked of a model.
  public enum Method {
    GENERATE("generateContent", Api.GENERATE),
    STREAM("streamGenerateContent", Api.GENERATE),
    COUNT("countTokens", Api.COUNT_CONTENT);

    private final String word;
    private final Api api;

    Method(String word, Api api) {
      this.word = word;
      this.api = api;
    }

    /// {@return how paths spell it}
    public String word() {
      return word;
    }

    /// {@return the language that it is asked in}
    public Api api() {
      return api;
    }

    static Method of(Api api, boolean stream) {
      return api == Api.COUNT_CONTENT ? COUNT : stream ? STREAM : GENERATE;
    }
  }

  /// {@return the call that a path is, such as `/v1beta/models/big:generateContent`; empty for any
  /// other. A model's name may hold slashes and colons}
  public static Optional<GenerateCall> at(String path) {
    Matcher call = PATH.matcher(path);
    if (!call.matches()) {
      return Optional.empty();
    }
    return Arrays.stream(Method.values())
        .filter(method -> method.word.equals(call.group(2)))
        .findFirst()
        .map(method -> new GenerateCall(call.group(1), method));
  }
}
