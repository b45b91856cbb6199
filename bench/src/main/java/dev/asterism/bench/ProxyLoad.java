package dev.asterism.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/// Measures what passing a request through costs: Asterism, recording on, beside nginx
/// `proxy_pass`, Portkey's gateway (each where it can be had) and the upstream alone.
///
/// `ProxyLoad [SECONDS|quick [BYTES[,BYTES...] [CONNECTIONS[,CONNECTIONS...]
/// [json|events|both]]]]`: without arguments all of it, 10 seconds each; `quick` is 2 seconds. Each
/// row is one kind of answer, size of body (request and answer alike) and number of connections;
/// the proxies take turns within it. Proxies run in processes of their own, so that their processor
/// time is theirs alone; client and upstream share this one, and the machine.
final class ProxyLoad {

  private static final int USUAL_SECONDS = 10;
  private static final int QUICK_SECONDS = 2;
  private static final int WARM_UP_SECONDS = 10;
  private static final Load WARM_UP = new Load("json", 1_024, 8);

  private ProxyLoad() {}

  /// What came of it.
  ///
  /// @param cpuMicros processor time of the proxy for each request; 0 for the upstream alone
  /// @param refused requests without an answer of status 200
  private record Measured(Histogram times, double perSecond, double cpuMicros, long refused) {

    double micros(double percentile) {
      return times.getValueAtPercentile(percentile) / 1_000.0;
    }
  }

  static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? seconds(arguments[0]) : USUAL_SECONDS;
    List<Integer> sizes = numbers(arguments, 1, "1024,32768,1048576");
    List<Integer> connections = numbers(arguments, 2, "1,32,256");
    String shape = arguments.length > 3 ? arguments[3] : "both";
    List<String> shapes = shape.equals("both") ? List.of("json", "events") : List.of(shape);
    try (LoadUpstream upstream = new LoadUpstream();
        Rivals rivals = Rivals.start(upstream)) {
      long idle = rivals.asterism().residentMegabytes();
      WARM_UP.run(rivals.all().getLast(), WARM_UP_SECONDS);
      System.out.println(
          "| answer | bytes | connections | proxy | requests/s | p50 µs | p99 µs | added p50 µs |"
              + " added p99 µs | CPU µs a request | CPU ÷ nginx | requests/s ÷ Portkey |"
              + " refused |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
      for (String each : shapes) {
        for (int size : sizes) {
          for (int many : connections) {
            Load load = new Load(each, size, many);
            print(load, measure(load, seconds, rivals));
          }
        }
      }
      System.out.printf(
          "Asterism's resident memory: %d MB idle, %d MB after the load.%n",
          idle, rivals.asterism().residentMegabytes());
    }
  }

  private static int seconds(String argument) {
    return argument.equals("quick") ? QUICK_SECONDS : Integer.parseInt(argument);
  }

  private static List<Integer> numbers(String[] arguments, int at, String fallback) {
    String text = arguments.length > at ? arguments[at] : fallback;
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.split(",", -1)) {
      numbers.add(Integer.parseInt(number));
    }
    return numbers;
  }

  private static Map<String, Measured> measure(Load load, int seconds, Rivals rivals)
      throws Exception {
    Map<String, Measured> measured = new LinkedHashMap<>();
    for (Subject subject : rivals.all()) {
      load.run(subject, Math.max(1, seconds / 4));
      measured.put(subject.name(), measured(load, subject, seconds));
    }
    return measured;
  }

  private static Measured measured(Load load, Subject subject, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    double before = subject.cpuSeconds();
    Load.Done done = load.run(subject, seconds);
    double spent = subject.cpuSeconds() - before;
    long count = done.times().getTotalCount();
    return new Measured(
        done.times(), (double) count / seconds, spent * 1e6 / Math.max(1, count), done.refused());
  }

  private static void print(Load load, Map<String, Measured> measured) {
    Measured alone = Optional.ofNullable(measured.get(Subject.UPSTREAM)).orElseThrow();
    measured.forEach((proxy, it) -> {
      String asked =
          "| %s | %d | %d | %s |".formatted(load.shape(), load.bytes(), load.connections(), proxy);
      if (it.times().getTotalCount() == 0) {
        System.out.printf("%s - | - | - | - | - | - | - | - | %d |%n", asked, it.refused());
        return;
      }
      System.out.printf(
          "%s %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %s | %s | %d |%n",
          asked,
          it.perSecond(),
          it.micros(50),
          it.micros(99),
          it.micros(50) - alone.micros(50),
          it.micros(99) - alone.micros(99),
          it.cpuMicros(),
          ratio(measured, it, "nginx", Measured::cpuMicros),
          ratio(measured, it, "Portkey", Measured::perSecond),
          it.refused());
    });
  }

  private static String ratio(
      Map<String, Measured> measured,
      Measured one,
      String other,
      ToDoubleFunction<Measured> figure) {
    return Optional.ofNullable(measured.get(other))
        .filter(it -> it.times().getTotalCount() > 0)
        .map(it -> "%.1f".formatted(figure.applyAsDouble(one) / figure.applyAsDouble(it)))
        .orElse("-");
  }
}
