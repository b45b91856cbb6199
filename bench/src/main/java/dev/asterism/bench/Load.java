package dev.asterism.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What is put to a proxy: each connection asks again as soon as it is answered.
///
/// @param shape `json`, `events` (a stream that is there at once), `paced` (one that takes a
///   second) or `brief` (one that takes an instant)
/// @param bytes of the request and of the answer
record Load(String shape, int bytes, int connections) {

  private static final String CHAT = "/v1/chat/completions";
  private static final int REFUSED_PAUSE_MILLIS = 20;

  byte[] request(List<String> headers) {
    return KeptConnection.post(
        CHAT,
        headers,
        "{\"model\":\"load-%d-%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(bytes, shape, !shape.equals("json"), "y".repeat(bytes)));
  }

  /// What came of it.
  ///
  /// @param times how long each answer took, in nanoseconds
  /// @param refused how many requests had no answer of status 200
  record Done(Histogram times, long refused) {

    static Done nothing() {
      return new Done(histogram(), 0);
    }

    private Done plus(Done other) {
      times.add(other.times);
      return new Done(times, refused + other.refused);
    }
  }

  /// {@return what came of asking for so long}
  Done run(Subject subject, int seconds) throws InterruptedException, ExecutionException {
    byte[] request = request(subject.headers());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Done all = Done.nothing();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Done>> running = new ArrayList<>();
      for (int client = 0; client < connections; client++) {
        running.add(clients.submit(() -> ask(request, subject, until)));
      }
      for (Future<Done> client : running) {
        all = all.plus(client.get());
      }
    }
    return all;
  }

  private static Done ask(byte[] request, Subject subject, long until)
      throws IOException, InterruptedException {
    Histogram times = histogram();
    long refused = 0;
    try (KeptConnection connection = new KeptConnection(subject.port())) {
      for (long begun = System.nanoTime(); begun < until; begun = System.nanoTime()) {
        String head = connection.ask(request);
        if (head.startsWith("http/1.1 200")) {
          times.recordValue(System.nanoTime() - begun);
        } else {
          refused++;
          TimeUnit.MILLISECONDS.sleep(REFUSED_PAUSE_MILLIS);
        }
      }
    }
    return new Done(times, refused);
  }

  static Histogram histogram() {
    return new Histogram(TimeUnit.MINUTES.toNanos(1), 2);
  }
}
