package dev.asterism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asterism and those that it is measured beside: the upstream alone, nginx and Portkey's gateway,
/// where they are installed or can be.
final class Rivals implements AutoCloseable {

  private final List<Subject> subjects = new ArrayList<>();
  private final ProxyProcess asterism;

  private final Scratch scratch;

  private Rivals(LoadUpstream upstream, ProxyProcess asterism, Scratch scratch) {
    this.scratch = scratch;
    this.asterism = asterism;
    subjects.add(Subject.upstream(upstream));
  }

  static Rivals start(LoadUpstream upstream) throws IOException {
    Scratch scratch = Scratch.named("proxy-load");
    Path directory = scratch.path();
    Rivals rivals =
        new Rivals(upstream, ProxyProcess.asterism(directory, upstream.port()), scratch);
    try {
      rivals.join(directory, upstream.port());
    } catch (IOException failure) {
      rivals.close();
      throw failure;
    }
    return rivals;
  }

  private void join(Path directory, int upstream) throws IOException {
    add("nginx", ProxyProcess.nginx(directory, upstream), List.of());
    add(
        "Portkey",
        ProxyProcess.portkey(directory),
        List.of(
            "authorization: Bearer sk-load",
            "x-portkey-provider: openai",
            "x-portkey-custom-host: http://127.0.0.1:" + upstream + "/v1"));
    add("Asterism", Optional.of(asterism), List.of());
  }

  private void add(String name, Optional<ProxyProcess> process, List<String> headers) {
    process.ifPresentOrElse(
        it -> subjects.add(new Subject(name, it.port(), headers, process)),
        () -> System.out.println(name + " cannot be had here: its rows are left out."));
  }

  /// {@return all of them, the upstream first and Asterism last}
  List<Subject> all() {
    return subjects;
  }

  ProxyProcess asterism() {
    return asterism;
  }

  @Override
  public void close() throws IOException {
    subjects.forEach(subject -> subject.process().ifPresent(ProxyProcess::close));
    asterism.close();
    scratch.close();
  }
}
