package dev.asterism.server;

import java.nio.file.Path;

/// A server with a route, in a process of its own, until it is killed; prints its port.
final class RouteKillServer {

  private RouteKillServer() {}

  /// `RouteKillServer URL-OF-MODELS DATA-DIRECTORY`
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws InterruptedException {
    AsterismServer server =
        AsterismServer.start(
            SimulatedModels.config(RouteKillTest.POLICIES, arguments[0], Path.of(arguments[1])));
    System.out.println("port " + server.port());
    Thread.sleep(Long.MAX_VALUE);
  }
}
