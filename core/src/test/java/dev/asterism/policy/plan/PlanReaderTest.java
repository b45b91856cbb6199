package dev.asterism.policy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

  private static final Limits LIMITS =
      new Limits(4, 3, 100_000, Optional.empty(), Duration.ofMinutes(1));

  private static final Skill RATES =
      skill(
          "rates",
          Map.of("currency", "{\"type\":\"string\"}"),
          "{\"type\":\"object\",\"properties\":{\"rate\":{\"type\":\"number\"},\"day\":{\"type\":\"string\"}},\"required\":[\"rate\"],\"additionalProperties\":false}");

  private static final Skill SUMS =
      skill("sums", Map.of("factor", "{\"type\":\"number\"}"), "{\"type\":\"object\"}");

  private static final Skill WRITER =
      new Skill("writer", "writes", new LinkedHashMap<>(), Optional.empty());

  private static final PlanReader READER = new PlanReader(List.of(RATES, SUMS, WRITER), LIMITS);

  private static Skill skill(String name, Map<String, String> inputs, String answer) {
    LinkedHashMap<String, Schema> schemas = new LinkedHashMap<>();
    inputs.forEach((input, schema) -> schemas.put(input, Schema.read(schema)));
    return new Skill(name, name, schemas, Optional.of(Schema.read(answer)));
  }

  private static String step(String id, String specialist, String... inputs) {
    return "{\"id\":\"%s\",\"specialist\":\"%s\",\"task\":\"do it\",\"inputs\":[%s]}"
        .formatted(id, specialist, String.join(",", inputs));
  }

  private static String input(String name, String from, String field) {
    return "{\"name\":\"%s\",\"from\":\"%s\",\"field\":\"%s\"}".formatted(name, from, field);
  }

  private static String plan(String... steps) {
    return "{\"steps\":[" + String.join(",", steps) + "]}";
  }

  private static final String RATE = step("rate", "rates", input("currency", "request", ""));

  @Test
  void aPlanIsReadWithItsInputsAndItsDepth() {
    WorkPlan plan = READER.read(plan(RATE, step("sum", "sums", input("factor", "rate", "rate"))));
    assertThat(plan.steps()).extracting(Subtask::id).containsExactly("rate", "sum");
    assertThat(plan.depth()).isEqualTo(2);
    assertThat(plan.step("rate").orElseThrow().inputs())
        .containsExactly(new Input("currency", new Source.Request()));
    assertThat(plan.step("sum").orElseThrow().inputs())
        .containsExactly(new Input("factor", new Source.Output("rate", Optional.of("rate"))));
  }

  @Test
  void aPlanInACodeBlockIsAPlan() {
    assertThat(READER.read("```json\n" + plan(RATE) + "\n```").steps()).hasSize(1);
  }

  @Test
  void aRequestThatNeedsNoDividingHasAPlanWithoutSteps() {
    WorkPlan plan = READER.read(plan());
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.depth()).isZero();
  }

  @Test
  void whatIsReadHasTheFormThatPlannersAreAskedFor() {
    String plan = plan(RATE, step("sum", "sums", input("factor", "rate", "rate")));
    assertThat(READER.form().allows(Value.ofAnswer(plan))).isTrue();
    assertThat(READER.form().allows(Value.ofAnswer(plan(step("a", "nobody"))))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "I would rather not. | a JSON object with a list of 'steps'",
        "{\"steps\": 3} | a JSON object with a list of 'steps'",
        "{\"steps\": [3]} | 'id' must be a text in steps[0]",
        "{\"steps\": [{\"id\": \"request\"}]} | 'steps[0].id' must be up to 64 letters",
        "{\"steps\": [{\"id\": \"a\", \"specialist\": \"nobody\"}]} | there are: rates, sums,"
            + " writer",
        "{\"steps\": [{\"id\": \"a\", \"specialist\": \"writer\", \"task\": \" \"}]} | must have 1"
            + " to 4000 characters",
        "{\"steps\": [{\"id\": \"a\", \"specialist\": \"writer\", \"task\": \"t\", \"inputs\": 1}]}"
            + " | must be a list",
        "{\"steps\": [{\"id\": \"a\", \"specialist\": \"writer\", \"task\": \"t\", \"inputs\":"
            + " [{\"name\": \"x\"}]}]} | 'from' must be a text in the inputs of the step 'a'",
      })
  void whatIsNoPlanIsRefusedByTheFirstThingThatIsWrong(String text, String why) {
    assertThatThrownBy(() -> READER.read(text))
        .isInstanceOf(BadPlan.class)
        .hasMessageContaining(why);
  }

  @Test
  void stepsThatCannotBeJoinedAreRefused() {
    refused("Two steps have the id 'rate'", RATE, RATE);
    refused("'x', which is no step", step("a", "writer", input("text", "x", "")));
    refused(
        "go round in a circle",
        step("a", "writer", input("text", "b", "")),
        step("b", "writer", input("text", "a", "")));
    refused("waits for itself", step("a", "writer", input("text", "a", "")));
    refused(
        "two inputs 'text'",
        RATE,
        step("a", "writer", input("text", "rate", ""), input("text", "rate", "day")));
  }

  @Test
  void inputsMustBeThoseThatTheSpecialistTakes() {
    refused("lacks the input 'currency'", step("rate", "rates"));
    refused(
        "takes no input 'colour'",
        step("rate", "rates", input("currency", "request", ""), input("colour", "request", "")));
    refused("of another type", RATE, step("sum", "sums", input("factor", "rate", "day")));
    refused("of another type", step("sum", "sums", input("factor", "request", "")));
    refused("has no such field", RATE, step("sum", "sums", input("factor", "rate", "colour")));
    refused(
        "has no such field",
        step("text", "writer"),
        step("sum", "sums", input("factor", "text", "sum")));
  }

  @Test
  void plansBeyondTheLimitsAreRefused() {
    String five = IntStream.range(0, 5).mapToObj(i -> step("s" + i, "writer")).collect(comma());
    assertThatThrownBy(() -> READER.read(plan(five)))
        .hasMessage("The plan has 5 steps; at most 4 are left.");
    String chain =
        IntStream.range(0, 4)
            .mapToObj(i ->
                i == 0
                    ? step("s0", "writer")
                    : step("s" + i, "writer", input("text", "s" + (i - 1), "")))
            .collect(comma());
    assertThatThrownBy(() -> READER.read(plan(chain)))
        .hasMessage("4 steps wait for one another; at most 3 may.");
    String thousand =
        IntStream.range(0, 1_000).mapToObj(i -> step("s" + i, "writer")).collect(comma());
    assertThatThrownBy(() -> READER.read(plan(thousand)))
        .hasMessage("The plan is longer than 16000 characters.");
  }

  @Test
  void aMendedPlanKeepsWhatIsDoneAndMayGoOnFromIt() {
    WorkPlan broken = READER.read(plan(RATE, step("sum", "sums", input("factor", "rate", "rate"))));
    Progress progress =
        Progress.NONE.finished("rate", Value.ofAnswer("{\"rate\":2}")).failed("sum", "dead");
    WorkPlan mended =
        READER.mend(plan(step("again", "writer", input("rate", "rate", "rate"))), broken, progress);
    assertThat(mended.steps()).extracting(Subtask::id).containsExactly("rate", "again");
    assertThatThrownBy(() -> READER.mend(plan(step("sum", "writer")), broken, progress))
        .hasMessageContaining("is that of a step that failed");
    assertThatThrownBy(() -> READER.mend(plan(), broken, progress))
        .hasMessageContaining("no steps");
    assertThatThrownBy(() ->
            READER.mend(
                plan(step("a", "writer"), step("b", "writer"), step("c", "writer")),
                broken,
                progress))
        .hasMessage("The plan has 3 steps; at most 2 are left.");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> comma() {
    return Collectors.joining(",");
  }

  private static void refused(String why, String... steps) {
    assertThatThrownBy(() -> READER.read(plan(steps)))
        .isInstanceOf(BadPlan.class)
        .hasMessageContaining(why);
  }
}
