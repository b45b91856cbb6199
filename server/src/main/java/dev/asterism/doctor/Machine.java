package dev.asterism.doctor;

import java.util.List;

/// The Java that runs this, and what it may use.
public final class Machine implements Check {

  private static final int NEEDED = 25;
  private static final long SMALL_HEAP = 512L << 20;

  @Override
  public List<Finding> look() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        judge(
            Runtime.version().feature(),
            "Java %s of %s, %d processors, %d MB of heap"
                .formatted(
                    Runtime.version(),
                    System.getProperty("java.vendor", "an unknown vendor"),
                    runtime.availableProcessors(),
                    runtime.maxMemory() >> 20),
            runtime.maxMemory()));
  }

  static Finding judge(int feature, String found, long heap) {
    if (feature < NEEDED) {
      return Finding.failed(
          "jdk",
          found,
          "Install a JDK %d (https://adoptium.net) or set JAVA_HOME to it.".formatted(NEEDED));
    }
    if (heap < SMALL_HEAP) {
      return Finding.warning(
          "jdk", found, "Training needs more memory: set ASTERISM_HEAP=2g, or -Xmx2g.");
    }
    return Finding.ok("jdk", found);
  }
}
