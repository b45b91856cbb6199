package dev.asterism.background;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes threads that give way to those that answer requests.
///
/// A thread that learns for seconds on end would otherwise keep a request waiting that wakes on its
/// core. Whoever takes work over from requests is none of them: under full load it would fall
/// behind.
///
/// Java knows such priorities only for processes of the superuser, so the system is asked itself:
/// on Linux each thread has a nice value of its own (setpriority(2)). Elsewhere these are threads
/// like any others.
public final class Background {

  private static final System.Logger LOG = System.getLogger(Background.class.getName());

  /// A tenth of the weight of a thread that answers requests, where both want the same core.
  private static final int NICE = 10;

  /// What setpriority is told to mean a single thread, the calling one.
  private static final int PROCESS = 0;

  private static final int ITSELF = 0;

  private static final Optional<MethodHandle> SET_PRIORITY = setPriority();

  private Background() {}

  /// {@return a factory of daemon threads with a name that give way}
  public static ThreadFactory threads(String name) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name(name).factory();
    return work ->
        factory.newThread(() -> {
          giveWay();
          work.run();
        });
  }

  /// {@return a pool as wide as the machine whose threads give way}: what a task of it does side by
  /// side, its parallel streams for instance, is done by these threads.
  public static ForkJoinPool pool(String name) {
    AtomicInteger count = new AtomicInteger();
    return new ForkJoinPool(
        Runtime.getRuntime().availableProcessors(),
        pool -> new Worker(pool, name + "-" + count.incrementAndGet()),
        (thread, failure) -> LOG.log(System.Logger.Level.ERROR, thread.getName(), failure),
        false);
  }

  private static final class Worker extends ForkJoinWorkerThread {

    Worker(ForkJoinPool pool, String name) {
      super(pool);
      setName(name);
    }

    @Override
    protected void onStart() {
      giveWay();
    }
  }

  @SuppressWarnings("restricted") // a function of the C library, with the signature that it has
  private static Optional<MethodHandle> setPriority() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    return linker
        .defaultLookup()
        .find("setpriority")
        .map(address -> linker.downcallHandle(address, signature));
  }

  private static void giveWay() {
    SET_PRIORITY.ifPresent(handle -> {
      try {
        int refused = (int) handle.invokeExact(PROCESS, ITSELF, NICE);
        if (refused != 0) {
          LOG.log(System.Logger.Level.DEBUG, "the system does not let a thread give way");
        }
      } catch (Throwable e) {
        throw new IllegalStateException("setpriority cannot be called", e);
      }
    });
  }
}
