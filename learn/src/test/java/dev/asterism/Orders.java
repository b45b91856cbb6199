package dev.asterism;

import dev.asterism.trace.Example;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Orders in plain words, and the JSON that a teacher makes of them: a field of every kind.
public final class Orders {

  /// What answers keep to.
  public static final String SCHEMA =
      """
      {"type":"object","additionalProperties":false,
       "required":["item","quantity","to","due","urgent","wishes"],"properties":{
        "item":{"enum":["lamp","chair","desk"]},
        "quantity":{"type":"integer"},
        "to":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},
        "due":{"type":["string","null"]},
        "urgent":{"type":"boolean"},
        "wishes":{"type":"array","items":{"type":"string"}}}}
      """;

  private static final List<String> ITEMS = List.of("lamp", "chair", "desk");
  private static final List<String> COUNTS = List.of("two", "three", "four", "twelve");
  private static final List<Integer> COUNTED = List.of(2, 3, 4, 12);
  private static final List<String> SYLLABLES =
      List.of("Ba", "ko", "ri", "Mo", "ne", "ta", "Lu", "s\u00E9", "wi", "Ha");

  private Orders() {}

  /// One order with its answer, as the teacher writes it.
  public record Order(String input, String answer, String city) {}

  public static Order order(Random random) {
    String item = pick(random, ITEMS);
    int count = random.nextInt(COUNTS.size());
    boolean digits = random.nextBoolean();
    int quantity = digits ? 5 + random.nextInt(90) : COUNTED.get(count);
    String city = city(random);
    LocalDate due = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(700));
    boolean dated = random.nextInt(4) > 0;
    boolean urgent = random.nextInt(3) == 0;
    boolean gift = random.nextInt(3) == 0;
    boolean care = random.nextInt(3) == 0;
    String input =
        "%s %s %ss to %s%s%s%s%s"
            .formatted(
                pick(random, List.of("please send", "ship", "we need", "deliver")),
                digits ? Integer.toString(quantity) : COUNTS.get(count),
                item,
                city,
                dated ? " by " + written(due, random) : "",
                gift ? " as a gift" : "",
                care ? " with care" : "",
                urgent ? ", it is urgent" : "");
    String answer =
        "{\"item\": \"%s\", \"quantity\": %d, \"to\": {\"city\": \"%s\"}, \"due\": %s, \"urgent\": %s, \"wishes\": [%s]}"
            .formatted(
                item,
                quantity,
                city.replace("\"", "\\\""),
                dated ? "\"" + due + "\"" : "null",
                urgent,
                gift && care
                    ? "\"wrapped\", \"fragile\""
                    : gift ? "\"wrapped\"" : care ? "\"fragile\"" : "");
    return new Order(input, answer, city);
  }

  /// {@return as many examples, numbered from 1}
  public static List<Example> examples(int count, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Order order = order(random);
      examples.add(Examples.taught(i, order.input(), order.answer()));
    }
    return examples;
  }

  private static String written(LocalDate date, Random random) {
    String form = pick(random, List.of("MMMM d, yyyy", "M/d/yyyy", "d MMM yyyy", "yyyy-MM-dd"));
    return DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(date);
  }

  private static String city(Random random) {
    String name = pick(random, SYLLABLES) + pick(random, SYLLABLES) + pick(random, SYLLABLES);
    return switch (random.nextInt(6)) {
      case 0 -> "New " + name;
      case 1 -> "\"" + name + "\" East";
      default -> name;
    };
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
