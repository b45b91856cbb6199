package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.chat.Value;
import dev.asterism.policy.plan.Subtask;
import dev.asterism.provider.UpstreamException;
import dev.asterism.tool.Offer;
import dev.asterism.tool.Tools;
import dev.asterism.trace.Call;
import dev.asterism.wire.ChatReading;
import dev.asterism.wire.OwnChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One part of a divided request, given to its specialist: its model is asked, and the tools that
/// it calls are called, until it answers.
final class Assignment {

  private final Asking whole;
  private final Performance performance;
  private final Subtask step;
  private final Specialist specialist;
  private final OwnChat question;
  private final Course course;
  private final Company.Seat seat;
  private final long begun = System.nanoTime();

  /// @param whole the request that was divided
  /// @param inputs by name
  Assignment(
      Asking whole,
      Performance performance,
      Subtask step,
      Specialist specialist,
      Map<String, Value> inputs) {
    this.whole = whole;
    this.performance = performance;
    this.step = step;
    this.specialist = specialist;
    this.question = question(step, specialist, inputs);
    this.course = whole.course().part();
    this.seat = whole.seat();
  }

  private static OwnChat question(Subtask step, Specialist specialist, Map<String, Value> inputs) {
    OwnChat chat =
        OwnChat.of(specialist.model(), specialist.instructions(), PlanPrompt.doing(step, inputs))
            .atMost(specialist.limits().tokens());
    return specialist.skill().answer().map(form -> chat.formed("answer", form)).orElse(chat);
  }

  Subtask step() {
    return step;
  }

  /// Gives it up: nobody waits for it any more.
  void leave() {
    Usage asked = ChatForm.own(question).rough("");
    course.cancel(new Usage(asked.inputTokens(), 0));
    seat.leave();
  }

  Finish perform() {
    Finish finish = finish();
    course.became(
        "step "
            + step.id()
            + switch (finish) {
              case Finish.Done _ -> " done";
              case Finish.Failed(_, var why) -> " " + why;
              case Finish.Left _ -> " given up";
            });
    return finish;
  }

  private Finish finish() {
    try {
      return converse();
    } catch (UpstreamException failure) {
      return failure.code().equals(UpstreamException.CLIENT_GONE)
          ? new Finish.Left(step.id(), failure)
          : new Finish.Failed(step.id(), "failed (" + failure.code() + ")");
    }
  }

  private Finish converse() throws UpstreamException {
    Tools.Offered offered =
        performance
            .tools()
            .offered(specialist.tools(), seat.seat(), specialist.limits().patience());
    OwnChat chat = equipped(offered);
    int left = offered.offers().isEmpty() ? 0 : specialist.limits().toolCalls();
    while (left().isPositive()) {
      switch (ask(chat)) {
        case Reached.Failed(var why) -> {
          return new Finish.Failed(step.id(), why);
        }
        case Reached.Answered(var body, var said) -> {
          List<OwnChat.ToolCall> calls = OwnChat.calls(body);
          if (calls.isEmpty()) {
            return answered(body, said);
          }
          if (left == 0) {
            return new Finish.Failed(step.id(), "called tools beyond its limit");
          }
          course.became("step " + step.id() + " called tools");
          List<String> results = new ArrayList<>();
          for (OwnChat.ToolCall call : calls) {
            results.add(left > 0 ? call(offered, call) : "error: no more calls are allowed");
            left = Math.max(0, left - 1);
          }
          chat = chat.after(body, results);
          chat = left == 0 ? chat.uncalled() : chat;
        }
      }
    }
    return new Finish.Failed(step.id(), "took too long");
  }

  private Duration left() {
    return specialist.limits().patience().minusNanos(System.nanoTime() - begun);
  }

  private Reached ask(OwnChat chat) throws UpstreamException {
    return performance.reach(whole, specialist.model(), chat, Call.Part.STEP, course, seat, left());
  }

  private Finish answered(byte[] body, Said said) {
    boolean cut = ChatReading.of(body).filter(ChatReading::complete).isEmpty();
    Optional<Value> answer = specialist.skill().read(said.text());
    if (cut) {
      return new Finish.Failed(step.id(), "was cut off");
    }
    return answer
        .<Finish>map(value -> new Finish.Done(step.id(), value))
        .orElseGet(() -> new Finish.Failed(step.id(), "not the form asked for"));
  }

  /// The question with the tools that can be called now, and a word on those that cannot.
  private OwnChat equipped(Tools.Offered offered) {
    OwnChat equipped =
        question.equipped(
            offered.offers().stream()
                .map(tool -> new OwnChat.Tool(tool.name(), tool.description(), tool.parameters()))
                .toList());
    return offered.missing().isEmpty()
        ? equipped
        : equipped.told("Tools that cannot be used now: " + String.join("; ", offered.missing()));
  }

  private String call(Tools.Offered offered, OwnChat.ToolCall call) throws UpstreamException {
    Optional<Offer> tool = offered.named(call.name());
    return tool.isPresent()
        ? performance.tools().call(tool.get(), call.arguments(), seat.seat(), left()).text()
        : "error: there is no tool '%s'; there are: %s"
            .formatted(
                call.name(),
                String.join(", ", offered.offers().stream().map(Offer::name).toList()));
  }
}
