package dev.asterism.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Who is measured: a proxy, or the upstream alone, which is what the others are held against.
///
/// @param headers that its requests need beside the usual ones
record Subject(String name, int port, List<String> headers, Optional<ProxyProcess> process) {

  static final String UPSTREAM = "upstream alone";

  static Subject upstream(LoadUpstream upstream) {
    return new Subject(UPSTREAM, upstream.port(), List.of(), Optional.empty());
  }

  /// {@return the seconds of processor time that the proxy took so far; 0 for the upstream}
  double cpuSeconds() throws IOException {
    return process.isPresent() ? process.get().cpuSeconds() : 0;
  }
}
