package dev.asterism.train;

import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import java.util.Optional;
import java.util.function.Function;

/// Teaches a student that is no larger than it may be.
///
/// What comes out best is tried first. Where that is too large, the heaviest weights that fit are
/// cross-fitted anew, whatever that costs, so that the plan tells the cost; of a student that reads
/// meaning also one that does not, for what was learnt of meanings cannot be made smaller.
final class Sizing {

  private static final int KILOBYTE = 1 << 10;

  /// Each size that is tried has so much of the weights of the one before.
  private static final double STEP = 0.9;

  /// After so many steps half a hundredth of the weights is left.
  private static final int MOST_STEPS = 50;

  private final long most;
  private final Function<Room, Attempt> teaching;

  private Sizing(long most, Function<Room, Attempt> teaching) {
    this.most = most;
    this.teaching = teaching;
  }

  /// What a student may have.
  ///
  /// @param share of the weights that are worth keeping, in (0, 1]
  /// @param meaning whether it may read meaning
  record Room(double share, boolean meaning) {
    static final Room ALL = new Room(1, true);
  }

  /// {@return a student of so many bytes at most, or why there is none}
  ///
  /// @param teaching teaches with so much room, the same for the same room
  static Attempt within(long bytes, Function<Room, Attempt> teaching) {
    return new Sizing(bytes, teaching).fit();
  }

  private Attempt fit() {
    return switch (teaching.apply(Room.ALL)) {
      case Attempt.None none -> none;
      case Attempt.Made made when bytes(made.student()) <= most -> made;
      case Attempt.Made made when made.reads() -> better(lighter(made), withoutMeaning());
      case Attempt.Made made -> lighter(made);
    };
  }

  private Attempt withoutMeaning() {
    return switch (teaching.apply(new Room(1, false))) {
      case Attempt.Made made when bytes(made.student()) > most -> lighter(made);
      case Attempt attempt -> attempt;
    };
  }

  private static Attempt better(Attempt reading, Attempt plain) {
    return reading instanceof Attempt.Made some
            && !(plain instanceof Attempt.Made other
                && other.plan().coverage() >= some.plan().coverage())
        ? some
        : plain;
  }

  private Attempt lighter(Attempt.Made made) {
    Optional<Double> share = largest(made);
    if (share.isEmpty()) {
      return new Attempt.None(
          "its smallest student has %,d KB, and it may have %,d KB"
              .formatted(
                  kilobytes(bytes(made.lighter().apply(share(MOST_STEPS)))), most / KILOBYTE));
    }
    return switch (teaching.apply(new Room(share.get(), made.reads()))) {
      case Attempt.None(var reason) ->
          new Attempt.None("with %,d KB at most: %s".formatted(most / KILOBYTE, reason));
      case Attempt.Made fitting when bytes(fitting.student()) <= most -> fitting;
      case Attempt.Made large ->
          new Attempt.None(
              "taught to fit, its student still has %,d KB, and it may have %,d KB"
                  .formatted(kilobytes(bytes(large.student())), most / KILOBYTE));
    };
  }

  /// The largest share of a student's weights that fits; empty where none does.
  private Optional<Double> largest(Attempt.Made made) {
    int heavy = 0;
    int light = MOST_STEPS;
    if (bytes(made.lighter().apply(share(light))) > most) {
      return Optional.empty();
    }
    while (light - heavy > 1) {
      int middle = (heavy + light) / 2;
      if (bytes(made.lighter().apply(share(middle))) <= most) {
        light = middle;
      } else {
        heavy = middle;
      }
    }
    return Optional.of(share(light));
  }

  private static double share(int step) {
    return Math.pow(STEP, step);
  }

  private static long bytes(Student student) {
    return StudentFile.encode(student).length;
  }

  private static long kilobytes(long bytes) {
    return Math.ceilDiv(bytes, KILOBYTE);
  }
}
