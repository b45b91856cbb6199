package dev.asterism.coach;

import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Price;
import dev.asterism.cost.Usd;
import dev.asterism.gateway.Errands;
import dev.asterism.gateway.TraceIds;
import dev.asterism.provider.UpstreamException;
import dev.asterism.task.Task;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Recorder;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import dev.asterism.train.Confusion;
import dev.asterism.wire.ChatReading;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Post-training by a big model: a boss sees what a student confuses and writes new inputs, the
/// teacher says what is right for each.
///
/// Every call is recorded and booked to the task. No call is made once the budget is spent, nor for
/// a model whose price is not known, for then nobody could say when that is.
public final class Coach {

  private static final System.Logger LOG = System.getLogger(Coach.class.getName());
  private static final String CHAT = "/chat/completions";

  /// Bytes to a token, as a rule of thumb, where a model reports no usage.
  private static final int BYTES_TO_A_TOKEN = 4;

  private final String boss;
  private final Usd budget;
  private final Errands errands;
  private final Function<String, Optional<Price>> prices;
  private final Recorder recorder;
  private final InstantSource clock;

  /// @param boss the model that writes the inputs
  /// @param budget for each task, for ever
  /// @param prices a model's price, where it is known
  public Coach(
      String boss,
      Usd budget,
      Errands errands,
      Function<String, Optional<Price>> prices,
      Recorder recorder,
      InstantSource clock) {
    this.boss = boss;
    this.budget = budget;
    this.errands = errands;
    this.prices = prices;
    this.recorder = recorder;
    this.clock = clock;
  }

  /// Where a task was asked before.
  ///
  /// @param path at the provider, such as `/chat/completions`
  /// @param body the request
  /// @param position the task's question in it
  public record Asked(String path, byte[] body, int position) {}

  /// What a session came to.
  ///
  /// @param lessons labelled by the teacher; the boss's descriptions of labels are among them
  /// @param spent on boss and teacher
  public record Session(List<Example> lessons, Usd spent) {

    public Session {
      lessons = List.copyOf(lessons);
    }
  }

  /// {@return new examples of what is confused; none where the budget is spent or the boss writes
  /// nothing usable}
  ///
  /// Takes as long as the models do: call it off every request's path.
  ///
  /// @param spent on this task so far
  /// @param known inputs that need not be learnt again
  public Session teach(
      Task task, Asked asked, List<Confusion> confusions, Usd spent, Set<String> known) {
    Purse purse = new Purse(task, spent);
    List<Example> lessons = new ArrayList<>();
    if (confusions.isEmpty() || !purse.isOpen()) {
      return new Session(lessons, Usd.ZERO);
    }
    try {
      byte[] answer = purse.ask(boss, CHAT, CoachPrompt.request(boss, task, confusions));
      CoachPrompt.Reply reply =
          CoachPrompt.read(ChatReading.of(answer).map(ChatReading::content).orElse(""));
      lessons.addAll(descriptions(task, confusions, reply));
      label(task, asked, reply.inputs(), known, purse, lessons);
    } catch (UpstreamException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the coaching of " + task.id() + " ended early: " + failure.getMessage());
    }
    return new Session(lessons, purse.spentHere);
  }

  private static void label(
      Task task,
      Asked asked,
      List<String> inputs,
      Set<String> known,
      Purse purse,
      List<Example> lessons)
      throws UpstreamException {
    Classroom classroom = new Classroom(task, asked.path(), asked.body(), asked.position());
    Set<String> seen = new HashSet<>(known);
    for (String input : inputs) {
      Optional<byte[]> request =
          seen.add(input) && purse.isOpen() ? classroom.about(input) : Optional.empty();
      if (request.isPresent()) {
        byte[] answer = purse.ask(task.teacher(), asked.path(), request.get());
        classroom
            .read(answer)
            .ifPresent(said ->
                lessons.add(
                    Example.lesson(
                        TraceIds.next(), task.id(), input, said.label(), said.surface())));
      }
    }
  }

  private static List<Example> descriptions(
      Task task, List<Confusion> confusions, CoachPrompt.Reply reply) {
    List<Example> lessons = new ArrayList<>();
    Set<Label> described = new HashSet<>();
    for (Confusion confusion : confusions) {
      for (Label label : List.of(confusion.right(), confusion.said())) {
        Optional<String> description =
            Optional.ofNullable(reply.descriptions().get(label.display()));
        if (description.isPresent() && described.add(label)) {
          lessons.add(Example.lesson(TraceIds.next(), task.id(), description.get(), label, ""));
        }
      }
    }
    return lessons;
  }

  /// What may still be spent on a task.
  private final class Purse {

    private final Task task;
    private final Usd before;
    private Usd spentHere = Usd.ZERO;

    Purse(Task task, Usd before) {
      this.task = task;
      this.before = before;
    }

    boolean isOpen() {
      return before.plus(spentHere).compareTo(budget) < 0
          && prices.apply(boss).isPresent()
          && prices.apply(task.teacher()).isPresent();
    }

    byte[] ask(String model, String path, byte[] body) throws UpstreamException {
      long begun = System.nanoTime();
      try {
        byte[] answer = errands.ask(model, path, body);
        book(model, path, body, answer, 200, Optional.empty(), begun);
        return answer;
      } catch (UpstreamException failure) {
        byte[] message = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
        book(model, path, body, message, failure.status(), Optional.of(failure.code()), begun);
        throw failure;
      }
    }

    private void book(
        String model,
        String path,
        byte[] body,
        byte[] answer,
        int status,
        Optional<String> error,
        long begun) {
      Usage usage =
          error.isPresent()
              ? Usage.NONE
              : Errands.usage(path, answer)
                  .orElseGet(() ->
                      new Usage(body.length / BYTES_TO_A_TOKEN, answer.length / BYTES_TO_A_TOKEN));
      Usd cost = prices.apply(model).map(price -> price.of(usage)).orElse(Usd.ZERO);
      spentHere = spentHere.plus(cost);
      long micros = (System.nanoTime() - begun) / 1_000;
      TraceId id = TraceIds.next();
      Trace trace =
          new Trace(
              id,
              Kind.COACH,
              Optional.empty(),
              clock.instant(),
              "/v1" + path,
              model,
              model,
              "coach",
              status,
              error,
              false,
              usage,
              cost,
              Usd.ZERO,
              micros,
              micros,
              0,
              Serving.NONE);
      recorder.record(new Trace.Recording(trace, body, answer, List.of(task), List.of()));
    }
  }
}
