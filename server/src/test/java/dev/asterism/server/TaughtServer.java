package dev.asterism.server;

import java.io.IOException;
import java.nio.file.Path;

/// A server whose students of [FruitOrTool] are live, and the teacher behind it. Nothing is learnt
/// or checked, so that no coin decides a test.
final class TaughtServer implements AutoCloseable {

  private final FakeProvider teacher;
  private final AsterismServer server;
  private final Calls calls;

  /// @param answer the teacher's to every request
  TaughtServer(Path data, String answer) throws IOException, InterruptedException {
    FruitOrTool.seat(data);
    teacher = new FakeProvider(answer);
    server = AsterismServer.start(FruitOrTool.config(data, teacher.baseUrl()));
    calls = new Calls(server);
    calls.freeze();
  }

  FakeProvider teacher() {
    return teacher;
  }

  Calls calls() {
    return calls;
  }

  /// {@return where clients find the server}
  String root() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
    teacher.close();
  }
}
