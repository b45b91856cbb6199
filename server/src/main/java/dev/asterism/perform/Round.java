package dev.asterism.perform;

import dev.asterism.chat.Usage;
import dev.asterism.provider.UpstreamException;
import dev.asterism.trace.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/// Models asked side by side. Whoever has not answered when the round is closed is given up at
/// once.
final class Round implements AutoCloseable {

  private final Asking asking;
  private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Map<Course.Booking, Company.Seat> open = new LinkedHashMap<>();

  Round(Asking asking) {
    this.asking = asking;
  }

  void ask(String model, Call.Part part, Asking.Shape shape) {
    Course.Booking booking = asking.course().begin(model, part);
    Company.Seat seat = asking.seat();
    open.put(booking, seat);
    var _ =
        Thread.ofVirtual()
            .name("policy-call")
            .start(() -> heard.add(answer(model, booking, shape, seat)));
  }

  /// Whatever happens, something is heard of everybody.
  private Heard answer(
      String model, Course.Booking booking, Asking.Shape shape, Company.Seat seat) {
    try {
      return asking.whole(model, booking, shape, seat);
    } catch (RuntimeException unforeseen) {
      System.getLogger(Round.class.getName())
          .log(System.Logger.Level.ERROR, "a call failed in a way nobody foresaw", unforeseen);
      booking.became("failed");
      return new Heard.Loss(
          booking, new UpstreamException(500, "internal", "Asterism failed to ask."));
    }
  }

  /// {@return how many have not been heard yet}
  int open() {
    return open.size();
  }

  /// {@return who is heard next; waits for it}
  ///
  /// @throws UpstreamException if the client left
  Heard next() throws UpstreamException {
    Heard next = asking.await(heard::take);
    open.remove(next.booking());
    return Asking.checked(next);
  }

  /// What is known of a call that was given up is what it was asked.
  @Override
  public void close() {
    Usage asked = new Usage(asking.form().rough("").inputTokens(), 0);
    open.forEach((booking, seat) -> {
      booking.cancel(asked);
      seat.leave();
    });
    open.clear();
  }
}
