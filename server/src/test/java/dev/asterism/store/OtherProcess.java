package dev.asterism.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Another Java process with the classes of this one.
public final class OtherProcess {

  private OtherProcess() {}

  /// Starts a class's `main`; what it says of errors is not heard.
  public static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
