package dev.asterism.wire.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What becomes of every field of every client's request at every provider of another language: the
/// tables by which requests are translated, written for people.
final class Matrix {

  static final List<Api> CLIENTS = List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES, Api.GENERATE);
  private static final List<Api> PROVIDERS =
      List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES, Api.GENERATE);

  private Matrix() {}

  /// One field of a client's request.
  record Row(String name, Feature feature) {}

  static List<Row> rows(Api client) {
    List<Row> rows = new ArrayList<>();
    ClientSide side = ClientSide.of(client);
    add(rows, "", side.fields());
    add(rows, "", side.within());
    return rows;
  }

  private static void add(List<Row> rows, String before, List<Field> fields) {
    for (Field field : fields) {
      if (field.inside().isEmpty()) {
        rows.add(new Row(before + field.name(), field.feature()));
      } else {
        add(rows, before + field.name() + ".", field.inside());
      }
    }
  }

  /// {@return the providers that a client's requests are translated for}
  static List<Api> providers(Api client) {
    return PROVIDERS.stream().filter(api -> api != client).toList();
  }

  /// {@return the tables in Markdown}
  static String markdown() {
    StringBuilder text = new StringBuilder();
    for (Api client : CLIENTS) {
      text.append("### Clients of `POST ").append(client.endpoint()).append("`\n\n| field |");
      List<Api> providers = providers(client);
      providers.forEach(provider -> text.append(' ').append(title(provider)).append(" |"));
      text.append("\n|---|").append("---|".repeat(providers.size())).append('\n');
      for (Row row : rows(client)) {
        text.append("| `").append(row.name()).append("` |");
        providers.forEach(
            provider -> text.append(cell(ProviderSide.of(provider).rule(row.feature()))));
        text.append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String title(Api provider) {
    return switch (provider.dialect()) {
      case GEMINI -> "Gemini";
      case ANTHROPIC -> "Anthropic";
      case OPENAI -> "OpenAI " + provider.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String cell(Rule rule) {
    return switch (rule) {
      case Rule.Forwarded(var place, _) -> " `" + place + "` |";
      case Rule.Placed(var place) -> " `" + place + "` |";
      case Rule.Emulated(var how, _, _) -> " *emulated*: " + how + " |";
      case Rule.Refused(var why) -> " **refused**: " + why + " |";
    };
  }
}
