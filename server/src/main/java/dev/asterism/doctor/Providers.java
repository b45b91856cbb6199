package dev.asterism.doctor;

import dev.asterism.provider.Endpoint;
import dev.asterism.provider.Provider;
import dev.asterism.provider.Upstream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Every provider at each of its endpoints, asked side by side; and the clock, held against theirs.
///
/// @param patience how long each may take
public record Providers(List<Provider> providers, Duration patience, InstantSource now)
    implements Check {

  /// Dates in headers are whole seconds, and answers take their time.
  private static final Duration SLIGHT = Duration.ofSeconds(30);

  @Override
  public List<Finding> look() {
    if (providers.isEmpty()) {
      return List.of(
          Finding.failed(
              "providers",
              "none is configured, so no model is reachable",
              "Set OPENAI_API_KEY (and OPENAI_BASE_URL), or list providers in asterism.yaml."));
    }
    List<ProviderVisit> visits = visits();
    List<Finding> findings = new ArrayList<>(visits.stream().map(ProviderVisit::finding).toList());
    findings.add(clock(visits));
    return findings;
  }

  private List<ProviderVisit> visits() {
    try (Upstream upstream = new Upstream(100, patience);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ProviderVisit>> begun = new ArrayList<>();
      for (Provider provider : providers) {
        for (Endpoint endpoint : provider.endpoints()) {
          begun.add(
              threads.submit(() -> ProviderVisit.to(upstream, provider, endpoint, patience, now)));
        }
      }
      List<ProviderVisit> visits = new ArrayList<>();
      for (Future<ProviderVisit> visit : begun) {
        visits.add(visit.get());
      }
      return visits;
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /// The provider that agrees best is believed: one clock may be wrong, ours is in all differences.
  private static Finding clock(List<ProviderVisit> visits) {
    Optional<Duration> least =
        visits.stream()
            .flatMap(visit -> visit.ahead().stream())
            .min(Comparator.comparing(Duration::abs));
    if (least.isEmpty()) {
      return Finding.warning(
          "clock",
          "no provider told its time, so this machine's was not checked",
          "Ask again when a provider is reachable.");
    }
    Duration ahead = least.get();
    if (ahead.abs().compareTo(SLIGHT) <= 0) {
      return Finding.ok(
          "clock", "it agrees with the providers' within " + SLIGHT.toSeconds() + " s");
    }
    return Finding.warning(
        "clock",
        "it is %d s %s a provider's"
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
        "Switch on time synchronisation (timedatectl set-ntp true): times in traces are wrong, and"
            + " certificates or signed requests may be refused.");
  }
}
