package dev.asterism.perform;

import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import dev.asterism.tool.HttpTools;
import dev.asterism.trace.Call;
import dev.asterism.wire.OwnChat;
import java.time.Duration;
import java.util.Optional;

/// Performs policies: one request after the other, each decided step by step by its policy.
public final class Performance implements AutoCloseable {

  private static final int FINE = 200;

  private final Policies policies;
  private final HttpTools tools = new HttpTools();
  private final AnswerCache cache = new AnswerCache();

  public Performance(Policies policies) {
    this.policies = policies;
  }

  HttpTools tools() {
    return tools;
  }

  public Policies policies() {
    return policies;
  }

  /// Who asks.
  ///
  /// @param asker who may leave
  /// @param patience how long it waits; empty where it does not say
  /// @param cacheable whether, and by which key's tenant, an answer may be given again; empty where
  ///   the client forbids it
  public record Client(Asker asker, Optional<Duration> patience, Optional<String> cacheable) {

    /// One that waits for ever and wants a fresh answer, such as an audit.
    public static final Client PATIENT =
        new Client(Asker.PATIENT, Optional.empty(), Optional.empty());
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
      course.say("given again");
      return told(again.get(), form);
    }
    Asking asking =
        new Asking(members, form, policy, demands, course, client.asker(), client.patience());
    Given given = perform(policy, asking);
    if (given instanceof Given.Whole whole) {
      key.ifPresent(name -> cache.keep(name, whole, policy));
      return told(whole, form);
    }
    return given;
  }

  private static Given told(Given.Whole whole, Form form) {
    return form.streams() && whole.status() == FINE
        ? whole.streamed(form.asStream(whole.body()))
        : whole;
  }

  private Given perform(NamedPolicy policy, Asking asking) throws UpstreamException {
    return switch (policy.manner()) {
      case Manner.Direct(var model) -> direct(asking, model);
      case Manner.Cascade cascade -> new Cascading(asking, cascade).play();
      case Manner.Swarm swarm -> new Swarming(asking, swarm).play();
      case Manner.Failover failover -> new FailingOver(asking, failover).play();
      case Manner.Plan plan -> new Planning(asking, plan, this).play();
    };
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
        ? Reached.of(perform(policy.get(), asking), form)
        : Reached.of(asking.whole(name, part, Asking.Shape.PLAIN));
  }

  /// {@return the model by whose price one foresees what a name costs: of a policy the best}
  String priced(String name) {
    return policies.of(name).map(policy -> policy.manner().best()).orElse(name);
  }

  private static Given direct(Asking asking, String model) throws UpstreamException {
    byte[] body = asking.form().asked(model);
    return switch (asking.last(model, Call.Part.ANSWER, body, false)) {
      case Asking.Last.Answered(var given) -> {
        asking.course().say(model);
        yield given;
      }
      case Asking.Last.Failed(var heard) -> {
        asking.course().say(model + " " + heard.failing());
        yield asking.nobody(java.util.List.of(heard));
      }
    };
  }

  @Override
  public void close() {
    tools.close();
  }
}
