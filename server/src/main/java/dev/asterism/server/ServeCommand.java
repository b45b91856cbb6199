package dev.asterism.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `asterism serve`: runs the gateway until it is told to stop.
@Command(
    name = "serve",
    description = "Run the gateway.",
    footer = {"", "Example:", "  OPENAI_API_KEY=... asterism serve --port 8484"},
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration; by default asterism.yaml here, if there is one.")
  private @Nullable Path config;

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 for any.")
  private @Nullable Integer port;

  @Option(names = "--data", paramLabel = "DIR", description = "Where traces and students are kept.")
  private @Nullable Path data;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Config settings = settings();
    PrintWriter out = out();
    AsterismServer server = AsterismServer.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    greet(out, settings, server.port());
    // Runs until the process is told to stop; the hook above then closes everything in order.
    new CountDownLatch(1).await();
    return 0;
  }

  private Config settings() {
    Path here = Path.of("asterism.yaml");
    Optional<Path> file =
        Optional.ofNullable(config).or(() -> Optional.of(here).filter(Files::exists));
    Config read =
        file.map(path -> ConfigFile.read(path, System.getenv()))
            .orElseGet(() -> Config.fromEnvironment(System.getenv()));
    Config.Server server = read.server();
    int chosen = port == null ? server.port() : port;
    if (chosen < 0 || chosen > 65_535) {
      throw new ConfigException("--port: expected a number from 0 to 65535, not " + chosen);
    }
    Path directory = data == null ? read.data().directory() : data;
    return new Config(
        new Config.Server(server.host(), chosen, server.bodyLimit()),
        new Config.Data(directory, read.data().retentionAge(), read.data().retentionBytes()),
        read.providers(),
        read.prices(),
        read.loop());
  }

  private static void greet(PrintWriter out, Config settings, int port) {
    String url = "http://" + settings.server().host() + ":" + port;
    out.println("Asterism listens on " + url + "/v1");
    if (settings.providers().isEmpty()) {
      out.println("No model is reachable yet: set OPENAI_API_KEY (and OPENAI_BASE_URL), or list");
      out.println("providers in asterism.yaml (asterism config example prints one).");
    } else {
      settings.providers().forEach(p -> out.println("Provider " + p.name() + ": " + p.baseUrl()));
    }
    out.println("Data in " + settings.data().directory().toAbsolutePath().normalize());
    out.println("Promotion of proved students: " + promotion(settings));
    out.println("Next: asterism tasks, asterism report; Ctrl-C stops.");
    out.flush();
  }

  private static String promotion(Config settings) {
    return switch (settings.loop().promotion()) {
      case MANUAL -> "manual (asterism tasks promote ID)";
      case AUTOMATIC -> "automatic";
    };
  }

  private PrintWriter out() {
    return spec == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
  }
}
