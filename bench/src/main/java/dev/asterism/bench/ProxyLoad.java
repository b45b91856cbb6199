package dev.asterism.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Measures what passing a request through costs: Asterism, recording on, beside nginx `proxy_pass`
/// (where it is installed) and the upstream alone.
///
/// `ProxyLoad [SECONDS [BYTES[,BYTES...] [CONNECTIONS[,CONNECTIONS...] [json|events|both]]]]`. Each
/// row is one kind of answer, size of body (request and answer alike) and number of connections;
/// the proxies take turns within it. Proxies run in processes of their own, so that their processor
/// time is theirs alone; client and upstream share this one, and the machine.
final class ProxyLoad {

  private static final String CHAT = "/v1/chat/completions";
  private static final int WARM_UP_CONNECTIONS = 8;
  private static final int WARM_UP_SECONDS = 10;

  private ProxyLoad() {}

  /// What is put to each proxy.
  private record Load(String shape, int bytes, int connections) {

    byte[] request() {
      return KeptConnection.post(
          CHAT,
          "{\"model\":\"load-%d-%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
              .formatted(bytes, shape, shape.equals("events"), "y".repeat(bytes)));
    }
  }

  /// What came of it.
  ///
  /// @param cpuMicros processor time of the proxy for each request; 0 for the upstream alone
  private record Measured(Histogram times, double perSecond, double cpuMicros) {

    double micros(double percentile) {
      return times.getValueAtPercentile(percentile) / 1_000.0;
    }
  }

  static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
    List<Integer> sizes = numbers(arguments, 1, "1024,32768,1048576");
    List<Integer> connections = numbers(arguments, 2, "1,32,256");
    String shape = arguments.length > 3 ? arguments[3] : "both";
    List<String> shapes = shape.equals("both") ? List.of("json", "events") : List.of(shape);
    Path directory = Files.createTempDirectory("proxy-load");
    try (LoadUpstream upstream = new LoadUpstream();
        ProxyProcess asterism = ProxyProcess.asterism(directory, upstream.port())) {
      Optional<ProxyProcess> nginx = ProxyProcess.nginx(directory, upstream.port());
      try {
        if (nginx.isEmpty()) {
          System.out.println("nginx is not installed here: its columns are left out.");
        }
        long idle = asterism.residentMegabytes();
        run(
            new Load("json", sizes.getFirst(), WARM_UP_CONNECTIONS),
            asterism.port(),
            WARM_UP_SECONDS);
        System.out.println(
            "| answer | bytes | connections | proxy | requests/s | p50 µs | p99 µs | added p50 µs |"
                + " added p99 µs | CPU µs a request |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (String each : shapes) {
          for (int size : sizes) {
            for (int many : connections) {
              Load load = new Load(each, size, many);
              print(load, measure(load, seconds, upstream.port(), asterism, nginx));
            }
          }
        }
        System.out.printf(
            "Asterism's resident memory: %d MB idle, %d MB after the load.%n",
            idle, asterism.residentMegabytes());
      } finally {
        nginx.ifPresent(ProxyProcess::close);
      }
    }
  }

  private static List<Integer> numbers(String[] arguments, int at, String fallback) {
    String text = arguments.length > at ? arguments[at] : fallback;
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.split(",", -1)) {
      numbers.add(Integer.parseInt(number));
    }
    return numbers;
  }

  private static Map<String, Measured> measure(
      Load load, int seconds, int upstream, ProxyProcess asterism, Optional<ProxyProcess> nginx)
      throws Exception {
    Map<String, Measured> measured = new LinkedHashMap<>();
    run(load, upstream, 1);
    measured.put("upstream alone", measured(load, upstream, seconds, Optional.empty()));
    if (nginx.isPresent()) {
      run(load, nginx.get().port(), 1);
      measured.put("nginx", measured(load, nginx.get().port(), seconds, nginx));
    }
    run(load, asterism.port(), Math.max(1, seconds / 2));
    measured.put("Asterism", measured(load, asterism.port(), seconds, Optional.of(asterism)));
    return measured;
  }

  private static Measured measured(Load load, int port, int seconds, Optional<ProxyProcess> proxy)
      throws Exception {
    double before = proxy.isPresent() ? proxy.get().cpuSeconds() : 0;
    Histogram times = run(load, port, seconds);
    double spent = (proxy.isPresent() ? proxy.get().cpuSeconds() : 0) - before;
    long count = Math.max(1, times.getTotalCount());
    return new Measured(times, (double) count / seconds, spent * 1e6 / count);
  }

  /// Each connection asks again as soon as it is answered.
  private static Histogram run(Load load, int port, int seconds)
      throws InterruptedException, ExecutionException {
    byte[] request = load.request();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Histogram all = histogram();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Histogram>> running = new ArrayList<>();
      for (int client = 0; client < load.connections(); client++) {
        running.add(clients.submit(() -> ask(request, port, until)));
      }
      for (Future<Histogram> client : running) {
        all.add(client.get());
      }
    }
    return all;
  }

  private static Histogram ask(byte[] request, int port, long until) throws IOException {
    Histogram times = histogram();
    try (KeptConnection connection = new KeptConnection(port)) {
      for (long begun = System.nanoTime(); begun < until; begun = System.nanoTime()) {
        String head = connection.ask(request);
        times.recordValue(System.nanoTime() - begun);
        if (!head.startsWith("http/1.1 200")) {
          throw new IOException("not an answer: " + head);
        }
      }
    }
    return times;
  }

  private static Histogram histogram() {
    return new Histogram(TimeUnit.MINUTES.toNanos(1), 2);
  }

  private static void print(Load load, Map<String, Measured> measured) {
    Optional<Measured> alone = Optional.ofNullable(measured.get("upstream alone"));
    measured.forEach((proxy, it) ->
        System.out.printf(
            "| %s | %d | %d | %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
            load.shape(),
            load.bytes(),
            load.connections(),
            proxy,
            it.perSecond(),
            it.micros(50),
            it.micros(99),
            it.micros(50) - alone.map(a -> a.micros(50)).orElse(0.0),
            it.micros(99) - alone.map(a -> a.micros(99)).orElse(0.0),
            it.cpuMicros()));
  }
}
