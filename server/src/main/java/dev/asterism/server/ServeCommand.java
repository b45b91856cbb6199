package dev.asterism.server;

import dev.asterism.cli.Output;
import dev.asterism.telemetry.LogQueue;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `asterism serve`: runs the gateway until it is told to stop.
@Command(
    name = "serve",
    description = "Run the gateway.",
    footer = {"", "Example:", "  OPENAI_API_KEY=... asterism serve --port 8484"},
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Mixin private Settings given = new Settings();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ConfigFile.Understood understood = given.understand(System.getenv());
    Config settings = understood.config();
    PrintWriter out = Output.of(spec);
    LogQueue log = LogQueue.install(System.err, settings.log());
    AsterismServer server = start(understood, log);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, log), "shutdown"));
    greet(out, settings, server.port());
    // Runs until the process is told to stop; the hook above then closes everything in order.
    new CountDownLatch(1).await();
    return 0;
  }

  private static AsterismServer start(ConfigFile.Understood understood, LogQueue log) {
    try {
      return AsterismServer.start(understood.config(), understood.settings());
    } catch (RuntimeException refused) {
      log.close();
      throw refused;
    }
  }

  private static void stop(AsterismServer server, LogQueue log) {
    server.close();
    log.close();
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
}
