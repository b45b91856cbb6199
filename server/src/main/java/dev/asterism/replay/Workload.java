package dev.asterism.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Generates the demo's traffic from a seed: four recurring tasks and one-off chat.
///
/// Hard enough to be honest: phrases are put together from parts, a share is misspelt, some
/// messages hold two concerns (a hidden rule says which one counts), the teacher errs on about one
/// in a hundred, and the mix of tasks and topics drifts as the stream goes on.
public final class Workload {

  static final String ROUTE = "support-route";
  static final String SPAM = "spam";
  static final String URGENCY = "urgency";
  static final String MOOD = "Say whether the customer's review";
  private static final String MODEL = "simulated-teacher";

  private static final double MISSPELT = 0.12;
  private static final double TWO_CONCERNS = 0.08;
  private static final double TEACHER_ERRS = 0.008;
  private static final double ONE_OFF = 0.22;

  private static final Map<String, List<String>> CONCERNS = new LinkedHashMap<>();

  static {
    CONCERNS.put(
        "refund",
        List.of(
            "I want my money back for {thing}",
            "please refund {thing}",
            "when do I get the refund for {thing}",
            "{thing} was returned and the refund is missing"));
    CONCERNS.put(
        "delivery",
        List.of(
            "where is my parcel with {thing}",
            "{thing} has not arrived",
            "the courier never brought {thing}",
            "tracking for {thing} has been stuck {when}"));
    CONCERNS.put(
        "damaged",
        List.of(
            "{thing} arrived broken",
            "there is a crack in {thing}",
            "the box was crushed and {thing} is scratched",
            "{thing} came in pieces"));
    CONCERNS.put(
        "billing",
        List.of(
            "I was charged twice for {thing}",
            "the invoice for {thing} shows a wrong amount",
            "there is a payment I do not recognise",
            "why did my card get billed {when}"));
    CONCERNS.put(
        "cancel",
        List.of(
            "cancel my order of {thing}",
            "I no longer want {thing}, stop the order",
            "please call off the purchase of {thing}",
            "how do I cancel {thing}"));
    CONCERNS.put(
        "login",
        List.of(
            "I cannot log in",
            "my password does not work {when}",
            "the sign-in page rejects me",
            "I am locked out of my account"));
    CONCERNS.put(
        "warranty",
        List.of(
            "{thing} stopped working, is it under guarantee",
            "how long is the warranty on {thing}",
            "I need a warranty repair for {thing}",
            "does the guarantee cover {thing}"));
    CONCERNS.put(
        "stock",
        List.of(
            "when is {thing} back in stock",
            "do you still have {thing}",
            "is {thing} available in another size",
            "let me know once {thing} can be ordered"));
    CONCERNS.put(
        "address",
        List.of(
            "change the delivery address for {thing}",
            "I moved, send {thing} to my new place",
            "the street on my order is wrong",
            "update where {thing} goes"));
    CONCERNS.put(
        "praise",
        List.of(
            "{thing} is wonderful, thank you",
            "your team was so kind {when}",
            "just wanted to say I love {thing}",
            "great service, {thing} is perfect"));
  }

  private static final List<String> THINGS =
      List.of(
          "the blue kettle",
          "my headphones",
          "the desk lamp",
          "a pair of boots",
          "the coffee grinder",
          "my daughter's bicycle",
          "the standing desk",
          "two phone cases",
          "the garden hose",
          "an office chair",
          "the camping tent",
          "my order 48213",
          "order 90077",
          "the winter coat",
          "a set of pans",
          "the baby monitor");
  private static final List<String> WHEN =
      List.of(
          "since Monday",
          "for three days",
          "this morning",
          "last week",
          "for a fortnight",
          "since the update",
          "yesterday");
  private static final List<String> OPENINGS =
      List.of(
          "",
          "",
          "",
          "hi, ",
          "hello there, ",
          "good morning, ",
          "hey ",
          "dear team, ",
          "sorry to bother you, ",
          "ok so ");
  private static final List<String> CLOSINGS =
      List.of(
          "",
          "",
          "",
          " please",
          " thanks",
          "!",
          " asap",
          " - can you help?",
          ", cheers",
          " and let me know");
  private static final List<String> BAIT =
      List.of(
          "win a free {thing} now, click {link}",
          "you have been selected, claim {thing} at {link}",
          "cheap loans approved in minutes {link}",
          "hot singles near you {link}",
          "verify your account at {link} or lose it",
          "double your savings with this trick {link}",
          "final notice: your prize expires, reply WIN");
  private static final List<String> LINKS =
      List.of(
          "bit.ly/x81", "www.prize-now.biz", "t.co/9k2", "http://win.example", "tinyurl.com/abc");
  private static final List<String> LEVELS = List.of("low", "normal", "high", "critical");
  private static final List<List<String>> PRESSURES =
      List.of(
          List.of("no hurry at all", "whenever you find time", "just curious", "only a small wish"),
          List.of(
              "I would like an answer this week",
              "could you look into it",
              "a reply would be nice"),
          List.of("I need this today", "it is getting urgent", "I leave tomorrow and need it"),
          List.of(
              "everything is down",
              "we lose money every minute",
              "this is an emergency",
              "nobody can work here"));
  private static final List<String> GOOD =
      List.of(
          "lovely quality",
          "works like a charm",
          "better than I hoped",
          "my favourite purchase this year",
          "would buy again at once");
  private static final List<String> BAD =
      List.of(
          "fell apart in a day",
          "a waste of money",
          "never again",
          "cheap plastic and loud",
          "support ignored me");
  private static final List<String> SO_SO =
      List.of(
          "does what it says",
          "average, nothing special",
          "it is fine I guess",
          "some things good, some not");
  private static final List<String> ONE_OFFS =
      List.of(
          "write a short poem about {thing}",
          "explain {topic} to a child",
          "what should I cook with {food} and {food}",
          "draft a mail to my landlord about {topic}",
          "give me five names for a shop that sells {food}",
          "summarise the history of {topic} in two lines");
  private static final List<String> TOPICS =
      List.of(
          "black holes",
          "the tides",
          "tax brackets",
          "sourdough",
          "the offside rule",
          "noise in the yard",
          "photosynthesis",
          "compound interest",
          "the printing press");
  private static final List<String> WORDS =
      List.of(
          "light", "slowly", "because", "river", "two", "under", "never", "house", "it", "grows",
          "after", "some", "people", "say", "old", "between", "salt", "turns", "almost", "every",
          "winter", "stone", "they", "carry", "more", "than", "paper", "once", "again", "far",
          "green", "waits", "without", "morning", "keeps", "small", "where", "bread", "sings",
          "or");
  private static final List<String> FOODS =
      List.of("lentils", "leeks", "rye bread", "figs", "trout", "barley", "plums");

  private final JsonMapper json = new JsonMapper();
  private final Random random;

  Workload(long seed) {
    this.random = new Random(seed);
  }

  /// One request.
  ///
  /// @param task its name as the server will show it; empty for one-off chat
  /// @param input what the teacher looks the truth up by
  record Request(String task, String path, byte[] body, String input, String truth) {}

  /// {@return the requests of each recurring task, in order, by its name}
  ///
  /// @param seed of all that is random in them
  /// @param count how many requests the stream has that they are of, one-off chat included
  public static Map<String, List<TaskFolder.Row>> tasks(long seed, int count) {
    Map<String, List<TaskFolder.Row>> tasks = new LinkedHashMap<>();
    for (Request request : new Workload(seed).stream(count)) {
      if (!request.task().isEmpty()) {
        String input = request.input().substring(request.input().indexOf('|') + 1);
        tasks
            .computeIfAbsent(request.task(), _ -> new ArrayList<>())
            .add(new TaskFolder.Row(input, request.truth()));
      }
    }
    return tasks;
  }

  /// {@return the requests of a stream, in order}
  List<Request> stream(int count) {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(next((double) i / count));
    }
    return requests;
  }

  private Request next(double progress) {
    double which = random.nextDouble();
    if (which < ONE_OFF) {
      return oneOff();
    }
    // The mix drifts: routing falls from a half to a third of the tasks, moods grow.
    double routes = 0.5 - 0.15 * progress;
    double task = random.nextDouble();
    if (task < routes) {
      return route(progress);
    }
    if (task < routes + 0.2) {
      return spam();
    }
    return task < routes + 0.35 ? urgency() : mood();
  }

  private Request route(double progress) {
    List<String> labels = List.copyOf(CONCERNS.keySet());
    // Topics drift too: later labels become commoner.
    int first = (int) (Math.pow(random.nextDouble(), 1.3 - 0.5 * progress) * labels.size());
    String label = labels.get(Math.min(first, labels.size() - 1));
    String text = fill(pick(CONCERNS.getOrDefault(label, List.of(""))));
    if (random.nextDouble() < TWO_CONCERNS) {
      String other = pick(labels);
      text += ", also " + fill(pick(CONCERNS.getOrDefault(other, List.of(""))));
      // The hidden rule: the concern that stands first in the list counts.
      label = labels.indexOf(other) < labels.indexOf(label) ? other : label;
    }
    return decision(
        ROUTE,
        dress(text),
        erring(label, labels),
        choice(ROUTE, "Which queue should handle this message?", labels));
  }

  private Request spam() {
    boolean bait = random.nextDouble() < 0.4;
    String text =
        bait
            ? fill(pick(BAIT))
            : fill(pick(CONCERNS.getOrDefault(pick(List.copyOf(CONCERNS.keySet())), List.of(""))));
    ObjectNode question = json.createObjectNode();
    question.put("type", "predicate");
    question.put("name", SPAM);
    question.put("instructions", "The message is unsolicited advertising or fraud.");
    return decision(
        SPAM, dress(text), erring(Boolean.toString(bait), List.of("true", "false")), question);
  }

  private Request urgency() {
    int level = random.nextInt(LEVELS.size());
    String text =
        fill(pick(CONCERNS.getOrDefault(pick(List.copyOf(CONCERNS.keySet())), List.of(""))))
            + ". "
            + pick(PRESSURES.get(level));
    ObjectNode question = json.createObjectNode();
    question.put("type", "score");
    question.put("name", URGENCY);
    question.put("instructions", "How urgent is the message?");
    ArrayNode levels = question.putArray("levels");
    LEVELS.forEach(one -> levels.addObject().put("label", one));
    return decision(URGENCY, dress(text), erring(LEVELS.get(level), LEVELS), question);
  }

  private Request mood() {
    List<String> labels = List.of("positive", "negative", "neutral");
    int mood = random.nextInt(3);
    List<List<String>> words = List.of(GOOD, BAD, SO_SO);
    String text = dress(pick(THINGS) + ": " + pick(words.get(mood)) + ", " + pick(words.get(mood)));
    ObjectNode body = json.createObjectNode();
    body.put("model", MODEL);
    ArrayNode messages = body.putArray("messages");
    messages
        .addObject()
        .put("role", "system")
        .put("content", MOOD + " is positive, negative or neutral. One word.");
    messages.addObject().put("role", "user").put("content", text);
    return new Request(
        MOOD,
        "/v1/chat/completions",
        json.writeValueAsBytes(body),
        text,
        erring(labels.get(mood), labels));
  }

  private Request oneOff() {
    String text = dress(fill(pick(ONE_OFFS)));
    ObjectNode body = json.createObjectNode();
    body.put("model", MODEL);
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    return new Request("", "/v1/chat/completions", json.writeValueAsBytes(body), text, essay(text));
  }

  /// Words in no order, the same for the same question: free text, of which nothing can be learnt.
  private static String essay(String question) {
    Random words = new Random(question.hashCode());
    StringBuilder essay = new StringBuilder(WORDS.get(words.nextInt(WORDS.size())));
    for (int word = 15 + words.nextInt(12); word > 0; word--) {
      essay.append(' ').append(WORDS.get(words.nextInt(WORDS.size())));
    }
    return essay.append('.').toString();
  }

  private ObjectNode choice(String name, String instructions, List<String> labels) {
    ObjectNode question = json.createObjectNode();
    question.put("type", "choice");
    question.put("name", name);
    question.put("instructions", instructions);
    ArrayNode choices = question.putArray("choices");
    labels.forEach(label -> choices.addObject().put("value", label));
    return question;
  }

  private Request decision(String task, String input, String truth, ObjectNode question) {
    ObjectNode body = json.createObjectNode();
    body.put("model", MODEL);
    body.put("input", input);
    body.putArray("questions").add(question);
    return new Request(
        task, "/v1/decisions", json.writeValueAsBytes(body), task + "|" + input, truth);
  }

  private String erring(String truth, List<String> labels) {
    return random.nextDouble() < TEACHER_ERRS ? pick(labels) : truth;
  }

  private String dress(String text) {
    String dressed = pick(OPENINGS) + text + pick(CLOSINGS);
    if (random.nextDouble() < MISSPELT && dressed.length() > 8) {
      int at = 1 + random.nextInt(dressed.length() - 3);
      dressed =
          dressed.substring(0, at)
              + dressed.charAt(at + 1)
              + dressed.charAt(at)
              + dressed.substring(at + 2);
    }
    return random.nextDouble() < 0.1 ? dressed.toUpperCase(Locale.ROOT) : dressed;
  }

  private String fill(String pattern) {
    return pattern
        .replace("{thing}", pick(THINGS))
        .replace("{when}", pick(WHEN))
        .replace("{link}", pick(LINKS))
        .replace("{topic}", pick(TOPICS))
        .replace("{food}", pick(FOODS));
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
