package dev.asterism.bench;

import dev.asterism.local.LocalEncoders;
import dev.asterism.replay.Demo;
import dev.asterism.replay.Workload;
import java.util.Arrays;

/// Runs the learning loop over each of the demo's tasks without a server, whose speed would decide
/// when a student is there: what the loop's schedule makes of traffic that drifts.
///
/// `DemoTrial [--events] EPS SEED...`: prints which share of each task's requests students
/// answered, and of which the teacher was spared; with `--events` also what happened.
final class DemoTrial {

  private static final String EVENTS = "--events";

  private DemoTrial() {}

  static void main(String[] arguments) {
    boolean events = arguments[0].equals(EVENTS);
    double eps = Double.parseDouble(arguments[events ? 1 : 0]);
    long[] seeds =
        Arrays.stream(arguments).skip(events ? 2 : 1).mapToLong(Long::parseLong).toArray();
    double spared = 0;
    int tasks = 0;
    for (long seed : seeds) {
      for (var task : Workload.tasks(seed, Demo.REQUESTS).entrySet()) {
        LearningTrial trial =
            new LearningTrial(
                eps,
                seed,
                new LocalEncoders(),
                event -> {
                  if (events) {
                    System.out.println(event);
                  }
                });
        LearningTrial.Streamed stream = trial.stream(task.getValue());
        System.out.printf(
            "seed %d, %s: %,d requests, %d students taught, answered %.3f, teacher spared %.3f%n",
            seed,
            task.getKey(),
            stream.rows(),
            stream.trained(),
            stream.coverage(),
            stream.spared());
        spared += stream.spared();
        tasks++;
      }
    }
    System.out.printf("mean of %d tasks: teacher spared %.3f%n", tasks, spared / tasks);
  }
}
