package dev.asterism.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asterism.policy.Outlook.Possible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final double NOTHING = Double.NEGATIVE_INFINITY;

  /// A model whose answer may turn out this way or that, at a price in quality.
  private record Box(String model, Outlook outlook, double cost) {}

  private static Outlook outlook(double... qualitiesAndChances) {
    List<Possible> possible = new ArrayList<>();
    for (int i = 0; i < qualitiesAndChances.length; i += 2) {
      possible.add(new Possible(qualitiesAndChances[i], qualitiesAndChances[i + 1]));
    }
    return new Outlook(possible);
  }

  @Test
  void aReservationValueIsWhereBeingToldTheAnswerIsJustWorthItsPrice() {
    Outlook coin = outlook(1, 0.5, 0.2, 0.5);
    assertThat(coin.reservation(0.1)).isCloseTo(0.8, within(1e-12));
    assertThat(coin.reservation(0.5)).isCloseTo(0.1, within(1e-12));
    assertThat(coin.reservation(0)).isCloseTo(1, within(1e-12));
    assertThat(Outlook.certain(0.7).reservation(0.9)).isCloseTo(-0.2, within(1e-12));
    SplittableRandom random = new SplittableRandom(3);
    for (int world = 0; world < 2_000; world++) {
      Box box = box(random, "any");
      double z = box.outlook().reservation(box.cost());
      double gain = 0;
      for (Possible one : box.outlook().possible()) {
        gain += one.chance() * Math.max(0, one.quality() - z);
      }
      assertThat(gain).isCloseTo(box.cost(), within(1e-9));
    }
  }

  @Test
  void whatAnswersWereJudgedIsMixedByTheChanceThatThisOneIsGood() {
    Outlook mixed = Outlook.mixed(0.8, new double[] {0.7, 0.9}, new double[] {0.1});
    assertThat(mixed.possible()).extracting(Possible::quality).containsExactly(0.9, 0.7, 0.1);
    assertThat(mixed.possible().getFirst().chance()).isCloseTo(0.4, within(1e-12));
    assertThat(mixed.possible().getLast().chance()).isCloseTo(0.2, within(1e-12));
    assertThat(Outlook.mixed(0.8, new double[0], new double[] {0.1}))
        .isEqualTo(Outlook.certain(0.1));
    assertThat(Outlook.mixed(0.8, new double[] {0.7}, new double[0]))
        .isEqualTo(Outlook.certain(0.7));
  }

  @Test
  void noOrderAndNoStoppingIsWorthMoreAndTheBestFixedOrderNeverIs() {
    SplittableRandom random = new SplittableRandom(47);
    int better = 0;
    for (int world = 0; world < 3_000; world++) {
      List<Box> boxes = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        boxes.add(box(random, "model " + i));
      }
      double reached = searched(boxes, NOTHING);
      assertThat(reached).isCloseTo(optimum(boxes, NOTHING), within(1e-9));
      double fixed =
          orders(boxes).stream()
              .mapToDouble(order -> inOrder(order, NOTHING))
              .max()
              .orElse(NOTHING);
      assertThat(reached).isGreaterThanOrEqualTo(fixed - 1e-9);
      better += reached > inOrder(boxes, NOTHING) + 1e-6 ? 1 : 0;
    }
    // Nor is it all the same in which order one asks.
    assertThat(better).isGreaterThan(1_000);
  }

  @Test
  void aModelOfWhichNothingIsKnownIsAskedWhereNoOtherCanBe() {
    Search search = new Search(Map.of("known", Outlook.certain(0.1)), 1);
    Prospect unknown = new Prospect("unknown", 0, 0, 0);
    Prospect known = new Prospect("known", 0, 5, 0);
    assertThat(search.next(new State(List.of(unknown, known), List.of(), 0)))
        .isEqualTo(new Step.Ask(List.of("known")));
    assertThat(search.next(new State(List.of(unknown), List.of(), 1)))
        .isEqualTo(new Step.Ask(List.of("unknown")));
    Candidate poor = new Candidate("poor", 0.01, 1);
    assertThat(search.next(new State(List.of(unknown), List.of(poor), 1)))
        .isEqualTo(new Step.Answer("poor"));
  }

  @Test
  void anAnswerThatIsWorthNothingIsGivenOnlyWhereNobodyElseCanBeAsked() {
    Search search = new Search(Map.of("dear", Outlook.certain(1)), 1);
    Candidate nothing = new Candidate("nothing", 0, 1);
    Prospect dear = new Prospect("dear", 0, 5, 0);
    assertThat(search.next(new State(List.of(dear), List.of(nothing), 1)))
        .isEqualTo(new Step.Ask(List.of("dear")));
    assertThat(search.next(new State(List.of(), List.of(nothing), 2)))
        .isEqualTo(new Step.Answer("nothing"));
  }

  private static Box box(SplittableRandom random, String model) {
    double first = random.nextDouble();
    double second = (1 - first) * random.nextDouble();
    Outlook outlook =
        outlook(
            random.nextDouble(0.01, 1), first,
            random.nextDouble(0.01, 1), second,
            random.nextDouble(0.01, 1), 1 - first - second);
    return new Box(model, outlook, random.nextDouble() * random.nextDouble());
  }

  /// What the policy is expected to come to, cost included.
  private static double searched(List<Box> boxes, double best) {
    Map<String, Outlook> outlooks =
        boxes.stream().collect(Collectors.toMap(Box::model, Box::outlook));
    State state =
        new State(
            boxes.stream().map(box -> new Prospect(box.model(), 0, box.cost() / 2, 0)).toList(),
            best == NOTHING ? List.of() : List.of(new Candidate("best", best, 1)),
            0);
    return switch (new Search(outlooks, 2).next(state)) {
      case Step.Ask(List<String> models) -> {
        Optional<Box> box =
            boxes.stream().filter(one -> one.model().equals(models.getFirst())).findFirst();
        yield asked(
            box.orElseThrow(), best, better -> searched(without(boxes, box.orElseThrow()), better));
      }
      case Step.Answer _ -> best;
      case Step.Refuse(String reason) -> throw new IllegalStateException(reason);
    };
  }

  private interface Rest {
    double worth(double best);
  }

  private static double asked(Box box, double best, Rest rest) {
    double worth = -box.cost();
    for (Possible one : box.outlook().possible()) {
      worth += one.chance() * rest.worth(Math.max(best, one.quality()));
    }
    return worth;
  }

  /// The most that any policy can come to, by dynamic programming.
  private static double optimum(List<Box> boxes, double best) {
    double most = best;
    for (Box box : boxes) {
      most = Math.max(most, asked(box, best, better -> optimum(without(boxes, box), better)));
    }
    return most;
  }

  /// The most that one order can come to, stopped where that is best.
  private static double inOrder(List<Box> order, double best) {
    return order.isEmpty()
        ? best
        : Math.max(
            best,
            asked(
                order.getFirst(), best, better -> inOrder(order.subList(1, order.size()), better)));
  }

  private static List<List<Box>> orders(List<Box> boxes) {
    if (boxes.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Box>> orders = new ArrayList<>();
    for (Box first : boxes) {
      for (List<Box> rest : orders(without(boxes, first))) {
        List<Box> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  private static List<Box> without(List<Box> boxes, Box one) {
    return boxes.stream().filter(box -> !box.equals(one)).toList();
  }
}
