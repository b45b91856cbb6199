package dev.asterism.wire.dialect;

import dev.asterism.wire.BadRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where images and files come from, as OpenAI spells it: by a URL, which may hold the data itself.
final class Sources {

  private static final Pattern DATA = Pattern.compile("data:([^;,]+);base64,");

  private Sources() {}

  static Part.Source image(Draft draft, String path, String url) {
    if (url.startsWith("data:")) {
      draft.wish(Feature.IMAGE_DATA, path);
      return data(path, url);
    }
    draft.wish(Feature.IMAGE_URL, path);
    return new Part.Source.Url(url);
  }

  static Part.Source data(String path, String url) {
    Matcher head = DATA.matcher(url);
    if (!head.lookingAt()) {
      throw new BadRequest(
          path, "'" + path + "' must be a URL such as data:image/png;base64,... of the data.");
    }
    return new Part.Source.Data(head.group(1), url.substring(head.end()));
  }

  /// {@return a source as a URL; one that is no data and has no URL as its text}
  static String url(Part.Source source) {
    return switch (source) {
      case Part.Source.Data(var type, var base64) -> "data:" + type + ";base64," + base64;
      case Part.Source.Url(var url) -> url;
      case Part.Source.Stored(var id) -> id;
      case Part.Source.Plain(var text) -> text;
    };
  }
}
