package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Orders;
import dev.asterism.chat.Schema;
import dev.asterism.chat.Value;
import dev.asterism.student.Shape;
import dev.asterism.student.Shape.Copied;
import dev.asterism.student.Shape.Repeats;
import dev.asterism.student.Tokens;
import dev.asterism.student.Transformation;
import dev.asterism.task.Listing;
import dev.asterism.trace.Example;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShapingTest {

  @Test
  void eachFieldsKindIsFoundFromTheAnswersAlone() {
    Map<String, Shape> fields = fields(Orders.examples(600, 1), Schema.ANY);
    assertThat(fields.get("item")).isInstanceOf(Shape.Chosen.class);
    assertThat(fields.get("urgent")).isInstanceOf(Shape.Chosen.class);
    assertThat(fields.get("wishes"))
        .isInstanceOfSatisfying(
            Shape.Several.class,
            several ->
                assertThat(several.items())
                    .containsExactly(new Value.Text("wrapped"), new Value.Text("fragile")));
    assertThat(fields.get("quantity"))
        .isInstanceOfSatisfying(
            Copied.class, copied -> assertThat(copied.how()).isEqualTo(Transformation.NUMBER));
    assertThat(fields.get("due"))
        .isInstanceOfSatisfying(
            Copied.class,
            copied -> {
              assertThat(copied.how()).isEqualTo(Transformation.DATE_MONTH_FIRST);
              assertThat(copied.otherwise()).contains(new Value.Nothing());
            });
    assertThat(fields.get("to"))
        .isInstanceOfSatisfying(
            Shape.Fields.class,
            to ->
                assertThat(to.fields().getFirst().shape())
                    .isInstanceOfSatisfying(
                        Copied.class,
                        city -> {
                          assertThat(city.how()).isEqualTo(Transformation.AS_IS);
                          assertThat(city.repeats()).isEqualTo(Repeats.ONE);
                        }));
  }

  @Test
  void aDeclaredEnumIsChosenEvenWhereItsValuesStandInTheInput() {
    List<String> inputs = List.of("red now", "blue now", "green now", "red again");
    List<String> answers =
        List.of("{\"c\":\"red\"}", "{\"c\":\"blue\"}", "{\"c\":\"green\"}", "{\"c\":\"red\"}");
    Schema declared =
        Schema.read("{\"properties\":{\"c\":{\"enum\":[\"red\",\"blue\",\"green\"]}}}");
    assertThat(fields(inputs, answers, declared).get("c")).isInstanceOf(Shape.Chosen.class);
    assertThat(fields(inputs, answers, Schema.ANY).get("c")).isInstanceOf(Copied.class);
  }

  @Test
  void wordsJoinedFromSeveralPlacesAreFound() {
    List<String> inputs =
        List.of("call Ann, then Bob now", "call Eve now", "call Kim, then Zoe now");
    List<String> answers =
        List.of("{\"who\":\"Ann Bob\"}", "{\"who\":\"Eve\"}", "{\"who\":\"Kim Zoe\"}");
    assertThat(fields(inputs, answers, Schema.ANY).get("who"))
        .isInstanceOfSatisfying(
            Copied.class, who -> assertThat(who.repeats()).isEqualTo(Repeats.JOINED));
  }

  @Test
  void aFieldThatIsAlwaysTheSameIsConstant() {
    List<String> inputs = List.of("a b", "c d");
    List<String> answers = List.of("{\"v\":1,\"x\":\"b\"}", "{\"v\":1,\"x\":\"d\"}");
    assertThat(fields(inputs, answers, Schema.ANY).get("v"))
        .isEqualTo(new Shape.Constant(new Value.Numeric("1")));
  }

  private static Map<String, Shape> fields(List<Example> examples, Schema schema) {
    return fields(
        examples.stream().map(Example::input).toList(),
        examples.stream().map(Example::surface).toList(),
        schema);
  }

  private static Map<String, Shape> fields(
      List<String> inputs, List<String> answers, Schema schema) {
    Shaping.Found found =
        Shaping.of(
            inputs.stream().map(Tokens::of).toList(),
            answers.stream().map(Value::ofAnswer).toList(),
            schema,
            new ClosedSet(Listing.of("")));
    return Optional.of(found)
        .filter(Shaping.Found.Made.class::isInstance)
        .map(Shaping.Found.Made.class::cast)
        .map(Shaping.Found.Made::shape)
        .filter(Shape.Fields.class::isInstance)
        .map(Shape.Fields.class::cast)
        .orElseThrow(() -> new AssertionError(found.toString()))
        .fields()
        .stream()
        .collect(Collectors.toMap(Shape.Field::name, Shape.Field::shape));
  }
}
