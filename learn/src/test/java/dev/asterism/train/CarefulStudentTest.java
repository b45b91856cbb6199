package dev.asterism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterism.Examples;
import dev.asterism.local.LocalEncoders;
import dev.asterism.model.Depth;
import dev.asterism.student.CarefulStudent;
import dev.asterism.student.CorruptStudentException;
import dev.asterism.student.Encoder;
import dev.asterism.student.Encoders;
import dev.asterism.student.LinearStudent;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.student.Verdict;
import dev.asterism.trace.Example;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Kinds of things, most named only once or twice: letters alone tell little of a new one.
class CarefulStudentTest {

  private static final LearningSettings SETTINGS = new LearningSettings(0.1, 0.05, 7);

  private static final Map<String, String> THINGS =
      Map.of(
          "animal",
          "dog cat horse cow sheep goat pig rabbit fox wolf bear lion tiger leopard elephant"
              + " giraffe zebra monkey gorilla kangaroo koala squirrel mouse rat hamster otter"
              + " beaver seal whale dolphin shark eagle hawk owl sparrow crow pigeon duck goose"
              + " swan chicken",
          "food",
          "bread cheese butter yoghurt pasta pizza rice soup salad sandwich burger steak sausage"
              + " bacon omelette pancake waffle cake cookie chocolate pudding jam honey cereal"
              + " porridge noodles dumpling curry stew lasagne risotto sushi taco burrito pretzel"
              + " croissant muffin doughnut lentils beans gravy",
          "vehicle",
          "car bus truck van lorry tram train subway bicycle motorcycle scooter tractor taxi"
              + " limousine ambulance helicopter aeroplane jet glider rocket ship boat ferry yacht"
              + " canoe kayak submarine tanker barge sailboat minibus caravan wagon carriage"
              + " bulldozer forklift tank hovercraft airship skateboard moped",
          "clothing",
          "shirt trousers jeans skirt dress jacket coat sweater cardigan hoodie socks shoes boots"
              + " sandals slippers hat cap scarf gloves mittens belt tie suit blouse shorts"
              + " leggings pyjamas robe vest underwear raincoat poncho apron uniform tunic kimono"
              + " sneakers tights waistcoat overalls swimsuit");

  @Test
  void meaningIsReadWhereWordsAreNew() {
    List<Example> examples = examples();
    Outcome.Taught taught = taught(examples, new LocalEncoders());
    assertThat(taught.student()).isInstanceOf(CarefulStudent.class);
    assertThat(taught.student().judge("tell me about a hedgehog").depth()).isEqualTo(Depth.MEANING);
    assertThat(taught.student().judge("tell me about a hedgehog").label().display())
        .isEqualTo("animal");
    assertThat(taught.student().judge("tell me about a baguette").label().display())
        .isEqualTo("food");
  }

  @Test
  void nothingIsReadTwiceWhereWordsAreEnough() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 600; i++) {
      String word = i % 2 == 0 ? "refund" : "parcel";
      examples.add(Examples.taught(i, "number " + i + " asks for the " + word, word));
    }
    assertThat(taught(examples, new LocalEncoders()).student()).isInstanceOf(LinearStudent.class);
  }

  @Test
  void meaningWeighsMoreWhereWordsAreNew() {
    CarefulStudent student = (CarefulStudent) taught(examples(), new LocalEncoders()).student();
    assertThat(student.meaning().weight()).isBetween(0.6, 0.75);
  }

  @Test
  void aFileReadsBackToTheSameVerdicts() throws CorruptStudentException {
    Student student = taught(examples(), new LocalEncoders()).student();
    ByteBuffer file = ByteBuffer.wrap(StudentFile.encode(student));
    Student read = StudentFile.decode(file, new LocalEncoders());
    for (String input : List.of("tell me about a badger", "one dog", "", "2 + 2")) {
      assertThat(read.judge(input)).isEqualTo(student.judge(input));
    }
  }

  @Test
  void aFileWhoseEncoderIsNotHereSaysSo() {
    byte[] file = StudentFile.encode(taught(examples(), new LocalEncoders()).student());
    assertThatThrownBy(() -> StudentFile.decode(ByteBuffer.wrap(file), Encoders.NONE))
        .isInstanceOf(CorruptStudentException.class)
        .hasMessageContaining("encoder all-MiniLM-L6-v2-q/1");
  }

  @Test
  void aStudentWhoseEncoderFailsAbstains() {
    CarefulStudent student = (CarefulStudent) taught(examples(), new LocalEncoders()).student();
    Encoder broken =
        new Encoder() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public int width() {
            return student.encoder().width();
          }

          @Override
          public double millis(String text) {
            return 0;
          }

          @Override
          public boolean takesIn(String text) {
            return true;
          }

          @Override
          public float[] encode(String text) {
            throw new IllegalStateException("broken");
          }
        };
    CarefulStudent failing =
        new CarefulStudent(student.quick(), 1.1, broken, student.meaning(), student.selector());
    Verdict verdict = failing.judge("tell me about a dog");
    assertThat(verdict.score()).isZero();
    assertThat(verdict.unread()).isTrue();
  }

  @Test
  void aStudentWhoseEncoderIsBusyAbstainsWhereARequestWaitsAndNotWhereLearningDoes() {
    CarefulStudent student = (CarefulStudent) taught(examples(), new LocalEncoders()).student();
    Encoder busy =
        new Encoder() {
          @Override
          public String name() {
            return student.encoder().name();
          }

          @Override
          public int width() {
            return student.encoder().width();
          }

          @Override
          public double millis(String text) {
            return 0;
          }

          @Override
          public boolean takesIn(String text) {
            return true;
          }

          @Override
          public float[] encode(String text) {
            return student.encoder().encode(text);
          }

          @Override
          public Optional<float[]> encodeSoon(String text) {
            return Optional.empty();
          }
        };
    CarefulStudent asked =
        new CarefulStudent(
            student.quick(), student.sure(), busy, student.meaning(), student.selector());
    String input = "tell me about a hedgehog";
    assertThat(asked.judge(input)).isEqualTo(student.judge(input));
    assertThat(asked.judgeSoon(input).unread()).isTrue();
    assertThat(asked.judgeSoon(input).score()).isZero();
    assertThat(student.judgeSoon(input)).isEqualTo(student.judge(input));
  }

  private static Outcome.Taught taught(List<Example> examples, Encoders encoders) {
    Outcome outcome = new Trainer(SETTINGS, encoders).teach(Examples.TASK, examples, 0, 1);
    assertThat(outcome).isInstanceOf(Outcome.Taught.class);
    return (Outcome.Taught) outcome;
  }

  static List<Example> examples() {
    List<String[]> rows = new ArrayList<>();
    THINGS.forEach((kind, names) -> {
      for (String name : names.split(" ", -1)) {
        rows.add(new String[] {"tell me about a " + name, kind});
        rows.add(new String[] {"what is a " + name + " good for", kind});
      }
    });
    rows.sort((one, other) -> one[0].compareTo(other[0]));
    Collections.shuffle(rows, new Random(11));
    List<Example> examples = new ArrayList<>();
    for (String[] row : rows) {
      examples.add(Examples.taught(examples.size() + 1, row[0], row[1]));
    }
    return examples;
  }
}
