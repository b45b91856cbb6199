package dev.asterism.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.asterism.student.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// all-MiniLM-L6-v2, int8: 384 numbers for a text, in about a millisecond and a half of one core.
///
/// The mean of the last layer's vectors, of unit length (Reimers and Gurevych 2019). What it has
/// encoded lately it remembers, for a learning loop reads the same texts many times.
final class SentenceEncoder implements Encoder {

  private static final String NAME = "all-MiniLM-L6-v2-q/1";
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final int WIDTH = 384;

  /// Time grows with the square of a text's length; a decision seldom hangs on the hundredth word.
  private static final int MOST_PIECES = 128;

  private static final int MOST_CHARACTERS = 1_024;
  private static final int REMEMBERED = 40_000;
  private static final long STACK = 8L << 20;

  /// Texts that are timed when it is loaded, and how often.
  private static final String SHORT = "one";

  private static final String LONG = "one two ".repeat(MOST_PIECES / 4);
  private static final int TIMES = 10;

  /// How long a request waits for a thread that is free to read for it: as long as two dozen texts
  /// take on one core. A model that answers instead takes longer than that.
  static final Duration PATIENCE = Duration.ofMillis(50);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieces pieces;
  private final ExecutorService threads;

  /// One for each thread, so that nothing waits that is not counted; the longest waiting goes
  /// first.
  private final Semaphore free = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  private final Cache<String, float[]> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /// What it takes here: time grows nearly with the number of pieces.
  private final double shortMillis;

  private final double millisPerPiece;

  /// To be made on one of its threads.
  private SentenceEncoder(
      OrtEnvironment environment, OrtSession session, WordPieces pieces, ExecutorService threads)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.pieces = pieces;
    this.threads = threads;
    this.shortMillis = measured(SHORT);
    int more = pieces.of(LONG).length - pieces.of(SHORT).length;
    this.millisPerPiece = Math.max(0, measured(LONG) - shortMillis) / more;
  }

  /// The least of a few: what else the machine did is not counted.
  private double measured(String text) throws OrtException {
    long least = Long.MAX_VALUE;
    for (int time = 0; time < TIMES; time++) {
      long begun = System.nanoTime();
      run(text);
      least = Math.min(least, System.nanoTime() - begun);
    }
    return least / 1e6;
  }

  /// Takes about a second.
  ///
  /// @throws ExecutionException if the runtime cannot be loaded on this machine
  static SentenceEncoder load() throws ExecutionException, InterruptedException {
    ExecutorService threads = threads();
    return threads.submit(() -> load(threads)).get();
  }

  /// As many threads as cores, for the work is all computing; with deep stacks, for the runtime
  /// overflows those that Java gives a thread by default, and that ends the process.
  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        task -> {
          String name = "encoder-" + count.incrementAndGet();
          Thread thread = new Thread(Thread.currentThread().getThreadGroup(), task, name, STACK);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static SentenceEncoder load(ExecutorService threads) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Requests run side by side already; and one thread sums in one order.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(bytes(MODEL), options);
      WordPieces pieces = new WordPieces(vocabulary(), MOST_PIECES);
      return new SentenceEncoder(environment, session, pieces, threads);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream stream = SentenceEncoder.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(name + " is not on the class path");
      }
      return stream.readAllBytes();
    }
  }

  private static Map<String, Integer> vocabulary() throws IOException {
    Map<String, Integer> vocabulary = new HashMap<>();
    JsonNode pieces = new JsonMapper().readTree(bytes(TOKENIZER)).path("model").path("vocab");
    pieces
        .propertyStream()
        .forEach(piece -> vocabulary.put(piece.getKey(), piece.getValue().asInt()));
    return vocabulary;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public double millis(String text) {
    int more = pieces.of(head(text)).length - pieces.of(SHORT).length;
    return shortMillis + millisPerPiece * more;
  }

  @Override
  public boolean takesIn(String text) {
    return text.length() <= MOST_CHARACTERS && pieces.takeIn(text);
  }

  @Override
  public float[] encode(String text) {
    return remembered.get(head(text), this::await);
  }

  @Override
  public Optional<float[]> encodeSoon(String text) {
    String head = head(text);
    float[] known = remembered.getIfPresent(head);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      if (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      throw interrupted();
    }
    float[] read = reading(head);
    remembered.put(head, read);
    return Optional.of(read);
  }

  private static String head(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }

  private float[] await(String text) {
    try {
      free.acquire();
    } catch (InterruptedException _) {
      throw interrupted();
    }
    return reading(text);
  }

  /// Has a thread read that is known to be free.
  private float[] reading(String text) {
    try {
      return threads.submit(() -> run(text)).get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the sentence encoder failed", failure.getCause());
    } catch (InterruptedException _) {
      throw interrupted();
    } finally {
      free.release();
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted while a text was encoded");
  }

  private float[] run(String text) throws OrtException {
    long[] ids = pieces.of(text);
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = tensor(ids);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(new long[ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      return mean(((float[][][]) result.get(0).getValue())[0]);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static float[] mean(float[][] vectors) {
    float[] mean = new float[WIDTH];
    for (float[] vector : vectors) {
      for (int i = 0; i < WIDTH; i++) {
        mean[i] += vector[i];
      }
    }
    double squares = 0;
    for (float value : mean) {
      squares += (double) value * value;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(squares, 1e-12)));
    for (int i = 0; i < WIDTH; i++) {
      mean[i] *= scale;
    }
    return mean;
  }
}
