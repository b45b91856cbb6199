package dev.asterism.perform;

import dev.asterism.cost.Price;
import dev.asterism.policy.Recall;
import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import dev.asterism.tool.Tools;
import dev.asterism.trace.Call;
import dev.asterism.trace.KeptAnswer;
import dev.asterism.wire.ChatAsking;
import dev.asterism.wire.OwnChat;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// Performs policies: one request after the other, each decided step by step by its policy.
public final class Performance implements AutoCloseable {

  private static final int FINE = 200;
  private static final int WELL_KNOWN = 50;
  private static final double AS_GOOD = 0.5;

  /// What a policy is asked for another's sake is no fair sample of what clients ask it.
  private static final double UNDRAWN = 1;

  private final Policies policies;
  private final Experience experience;
  private final Tools tools = new Tools();
  private final Seats seats = new Seats();
  private final AnswerCache cache = new AnswerCache();
  private final SemanticCache similar;
  private final Standings standings;
  private final Recalling recalling;

  /// @param experience what was learnt of models
  /// @param similar what was answered to similar questions
  /// @param standings what is proved of cascades
  public Performance(
      Policies policies, Experience experience, SemanticCache similar, Standings standings) {
    this.policies = policies;
    this.experience = experience;
    this.similar = similar;
    this.standings = standings;
    this.recalling = new Recalling(similar);
  }

  Tools tools() {
    return tools;
  }

  public Policies policies() {
    return policies;
  }

  /// {@return a course with no call yet}
  ///
  /// @param prices of models, where they are known
  public Course course(Function<String, Optional<Price>> prices) {
    return new Course(name -> prices.apply(policies.member(name).model()));
  }

  /// Who asks.
  ///
  /// @param asker who may leave
  /// @param patience how long it waits; empty where it does not say
  /// @param cacheable whether, and by which key's tenant, an answer may be given again; empty where
  ///   the client forbids it
  /// @param id unique among requests
  /// @param coin in [0, 1), drawn without a look at the request
  /// @param conversation the name of the conversation that it belongs to; reads all of a prompt
  public record Client(
      Asker asker,
      Optional<Duration> patience,
      Optional<String> cacheable,
      String id,
      double coin,
      Supplier<OptionalLong> conversation) {

    /// One that waits for ever and wants a fresh answer, such as an audit.
    public static final Client PATIENT =
        new Client(Asker.PATIENT, Optional.empty(), Optional.empty(), "", 0, OptionalLong::empty);
  }

  /// {@return an answer, or a model's refusal where nobody gave one}
  ///
  /// @param course where every call is booked, also where it all fails
  /// @throws UpstreamException if there is none, or the client left
  public Given perform(
      NamedPolicy policy, Form form, Demands demands, Client client, Members members, Course course)
      throws UpstreamException {
    Optional<AnswerCache.Key> key = cache.key(policy, form, client.cacheable());
    Optional<Given.Whole> again = key.flatMap(cache::get);
    if (again.isPresent()) {
      course.lookedUp(Course.Lookup.SAME, Optional.empty());
      course.say("given again");
      return told(again.get(), form);
    }
    Optional<Glance> glance = recalling.look(policy, form, demands, client);
    if (glance.filter(it -> it.step() == Recall.Step.GIVE).isPresent()) {
      return Recalling.give(glance.get(), form, client.id(), course);
    }
    course.lookedUp(Recalling.missed(key.isPresent(), glance), glance);
    Asking asking =
        new Asking(
            members, experience, form, policy, demands, course, client.asker(), client.patience());
    Given given = perform(policy, asking, client.coin(), client.conversation());
    if (given instanceof Given.Whole whole) {
      key.ifPresent(name -> cache.keep(name, whole, policy));
      return told(whole, form);
    }
    return given;
  }

  /// {@return the answers that may be given to similar questions}
  public SemanticCache similar() {
    return similar;
  }

  /// Asks a judge whether another answer would have done as well as the one that was given.
  ///
  /// @param policy whose judge it is
  /// @return empty where it gave no verdict
  public Optional<Boolean> judge(
      NamedPolicy policy,
      String judge,
      Form form,
      String answer,
      String other,
      Members members,
      Course course)
      throws UpstreamException {
    Asking asking = unhurried(policy, form, members, course);
    byte[] body = ChatAsking.comparing(judge, form.question(), answer, other);
    return asking.verdict(judge, body).map(worth -> worth >= AS_GOOD);
  }

  /// Forgets every answer that could be given again, but for those that are still stored.
  ///
  /// @param kept what is, oldest first
  public void forget(List<KeptAnswer> kept) {
    cache.clear();
    similar.load(kept, policies.all());
  }

  private Seats.Seat seat(NamedPolicy policy, Asking asking, Supplier<OptionalLong> conversation) {
    return seats.of(policy, conversation.get(), asking.form().sentBefore() == 0);
  }

  private static Given told(Given.Whole whole, Form form) {
    return form.streams() && whole.status() == FINE
        ? whole.streamed(form.asStream(whole.body()))
        : whole;
  }

  /// @param coin in [0, 1), drawn without a look at the request
  private Given perform(
      NamedPolicy policy, Asking asking, double coin, Supplier<OptionalLong> conversation)
      throws UpstreamException {
    return switch (policy.manner()) {
      case Manner.Direct(var model) -> direct(asking, model);
      case Manner.Cascade cascade -> new Calibrating(asking, policy, cascade, standings).play(coin);
      case Manner.Swarm swarm -> new Swarming(asking, swarm).play();
      case Manner.Route route ->
          new Routing(asking, route, seat(policy, asking, conversation)).play();
      case Manner.Failover failover -> new FailingOver(asking, failover).play();
      case Manner.Plan plan -> new Planning(asking, plan, this).play();
    };
  }

  /// Puts a request to the best model of a policy that explores and to others, and compares what
  /// they say.
  ///
  /// @param draw in [0, 1), chooses the other, where it is one, among those of whom the fewest
  ///   outcomes are known
  /// @return the best model's answer; empty where there is nothing to compare
  public Optional<Given.Whole> probe(
      NamedPolicy policy,
      Exploration exploration,
      Form form,
      double draw,
      Members members,
      Course course)
      throws UpstreamException {
    Manner manner = policy.manner();
    List<String> others =
        manner.models().stream().filter(one -> !one.equals(manner.best())).toList();
    if (!exploration.all()) {
      others = leastKnown(manner, others, form, draw);
    }
    if (others.isEmpty() || learnsNoMore(policy)) {
      return Optional.empty();
    }
    Asking asking = unhurried(policy, form, members, course);
    return new Probing(asking, manner.best(), exploration).compare(others);
  }

  /// Nobody waits for it.
  private Asking unhurried(NamedPolicy policy, Form form, Members members, Course course) {
    return new Asking(
        members,
        experience,
        form,
        policy,
        Demands.NONE,
        course,
        Client.PATIENT.asker(),
        Optional.empty());
  }

  /// Whoever is proved has learnt before that.
  private boolean learnsNoMore(NamedPolicy policy) {
    return policy.manner() instanceof Manner.Cascade cascade
        && cascade.enough() instanceof Manner.Cascade.Enough.Proved
        && experience.scoring(policy.name(), "").isPresent();
  }

  /// One of them, or none.
  private List<String> leastKnown(Manner manner, List<String> others, Form form, double draw) {
    Map<String, Experience.Expected> known =
        experience.chances(manner.best(), manner.models(), form.question());
    Comparator<String> byOutcomes =
        Comparator.comparingInt(model ->
            Math.min(
                WELL_KNOWN,
                Optional.ofNullable(known.get(model))
                    .map(Experience.Expected::outcomes)
                    .orElse(0)));
    List<String> least =
        others.stream()
            .min(byOutcomes)
            .map(first ->
                others.stream().filter(one -> byOutcomes.compare(one, first) == 0).toList())
            .orElse(List.of());
    return least.isEmpty() ? least : List.of(least.get((int) (draw * least.size())));
  }

  /// {@return what came of a request of our own, put to a model or to another policy for the sake
  /// of a client's}
  ///
  /// @param whole the client's
  /// @param part what for
  /// @param course where it is booked
  /// @param seat which all its calls leave with
  /// @throws UpstreamException if the client left, or a policy has no answer
  Reached reach(
      Asking whole,
      String name,
      OwnChat chat,
      Call.Part part,
      Course course,
      Company.Seat seat,
      Duration most)
      throws UpstreamException {
    Form form = ChatForm.own(chat);
    Optional<NamedPolicy> policy = policies.of(name);
    Asking asking = whole.within(form, policy, course, seat, most);
    return policy.isPresent()
        ? Reached.of(perform(policy.get(), asking, UNDRAWN, OptionalLong::empty), form)
        : Reached.of(asking.whole(name, part, Asking.Shape.PLAIN));
  }

  /// {@return the model by whose price one foresees what a name costs: of a policy the best}
  String priced(String name) {
    return policies.of(name).map(policy -> policy.manner().best()).orElse(name);
  }

  private static Given direct(Asking asking, String model) throws UpstreamException {
    byte[] body = asking.asked(model);
    return switch (asking.last(model, Call.Part.ANSWER, body, false)) {
      case Asking.Last.Answered(var given) -> {
        asking.course().say(model);
        yield given;
      }
      case Asking.Last.Failed(var heard) -> {
        asking.course().say(model + " " + heard.failing());
        yield asking.nobody(List.of(heard));
      }
    };
  }

  @Override
  public void close() {
    tools.close();
  }
}
