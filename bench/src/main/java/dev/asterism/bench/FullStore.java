package dev.asterism.bench;

import dev.asterism.chat.Label;
import dev.asterism.chat.Usage;
import dev.asterism.cost.Usd;
import dev.asterism.model.Plan;
import dev.asterism.model.Proof;
import dev.asterism.model.Provenance;
import dev.asterism.model.Stage;
import dev.asterism.model.StudentCard;
import dev.asterism.model.StudentId;
import dev.asterism.replay.TaskFolder.Row;
import dev.asterism.store.SqliteStore;
import dev.asterism.store.StoreSettings;
import dev.asterism.student.Encoders;
import dev.asterism.student.Student;
import dev.asterism.student.StudentFile;
import dev.asterism.task.AnswerSpace;
import dev.asterism.task.Origin;
import dev.asterism.task.Task;
import dev.asterism.task.TaskId;
import dev.asterism.trace.Call;
import dev.asterism.trace.Example;
import dev.asterism.trace.Kind;
import dev.asterism.trace.Serving;
import dev.asterism.trace.Trace;
import dev.asterism.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A data directory as a busy server has it after a month: a few requests of each task are recorded
/// as a server records them, then the database multiplies them over the month.
///
/// Of four requests to a task a student answers two, one of them is audited, and the teacher
/// answers one; a policy answers every hundredth.
final class FullStore {

  private static final int OF_EACH_TASK = 4;
  private static final int COMMITTED_TOGETHER = 50;
  private static final Duration MONTH = Duration.ofDays(29);
  private static final Label FRUIT = new Label.Text("fruit");
  private static final Label TOOL = new Label.Text("tool");

  private static final List<String> FRUITS = List.of("apple", "pear", "cherry", "plum", "fig");
  private static final List<String> TOOLS = List.of("hammer", "saw", "chisel", "drill", "file");
  private static final List<String> HOW =
      List.of("a small", "one more", "that old", "my best", "a wet", "the third", "her");
  private static final List<String> WHERE =
      List.of(
          "on the table by the door",
          "from the market in town",
          "that nobody wanted to have",
          "under a heap of leaves",
          "for the neighbour's birthday",
          "which fell off the cart");

  private final Path directory;
  private final int tasks;
  private final int copies;
  private final Instant begun = Instant.now().minus(MONTH);

  FullStore(Path directory, int tasks, int traces) {
    this.directory = directory;
    this.tasks = tasks;
    this.copies = Math.max(1, traces / (OF_EACH_TASK * tasks) - 1);
  }

  void fill() throws Exception {
    try (SqliteStore store = SqliteStore.open(directory, StoreSettings.DEFAULT)) {
      byte[] file = StudentFile.encode(student());
      for (int task = 0; task < tasks; task++) {
        store.add(card(task, file), file);
        record(store, task);
        if (task % 500 == 0) {
          store.flush();
        }
      }
      store.flush();
    }
    String url = "jdbc:sqlite:" + directory.resolve("asterism.db");
    try (Connection open = DriverManager.getConnection(url)) {
      multiply(open);
    }
  }

  private static Student student() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean fruit = i % 2 == 0;
      rows.add(new Row(input(i, fruit), fruit ? "fruit" : "tool"));
    }
    return Lessons.teach(rows, 0.05, Encoders.NONE, 7);
  }

  private static String input(int number, boolean fruit) {
    return "%s %s %s"
        .formatted(
            HOW.get(number % HOW.size()),
            (fruit ? FRUITS : TOOLS).get(number / 3 % FRUITS.size()),
            WHERE.get(number / 7 % WHERE.size()));
  }

  private static TaskId id(int task) {
    return new TaskId("t_%016x".formatted(task));
  }

  private static StudentCard card(int task, byte[] file) throws Exception {
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    return new StudentCard(
        new StudentId(id(task), 1),
        Stage.LIVE,
        new Provenance("big", 800, 0, "00", 7, 1),
        new Plan(0.98, 0.9, List.of(0.9, 0.5), List.of(0), 500, 0.05),
        digest,
        file.length,
        500,
        Optional.of(new Proof(0.6, 500, 450, 2, 0.014, 0.02, 0.05, 0.05, List.of(), false, 0)),
        "its proof holds");
  }

  private void record(SqliteStore store, int number) {
    Task task =
        new Task(
            id(number),
            "task " + number,
            "Is this a fruit or a tool?",
            AnswerSpace.Labels.of(List.of(FRUIT, TOOL)),
            number % 3 == 0 ? "large" : "big",
            Origin.CHAT);
    StudentId student = new StudentId(task.id(), 1);
    Optional<Label> fruit = Optional.of(FRUIT);
    String name = "load-%05d".formatted(number);
    Instant at = begun.plusMillis(number);
    for (int i = 0; i < 2; i++) {
      Trace answered =
          trace(
              name + "-s" + i, Kind.ANSWER, Optional.empty(), at, student.toString(), "student", 0);
      store.record(recording(answered, task, example(answered, task, Optional.empty(), student)));
    }
    Trace audit =
        trace(
            name + "-au",
            Kind.AUDIT,
            Optional.of(new TraceId(name + "-s0")),
            at,
            "big",
            "audit",
            900);
    store.record(recording(audit, task, example(audit, task, fruit, student)));
    boolean policy = number % 25 == 0;
    Trace taught =
        trace(
            name + "-te",
            Kind.ANSWER,
            Optional.empty(),
            at,
            policy ? "small" : task.teacher(),
            policy ? "cascade" : "direct",
            1_000);
    Example plain =
        new Example(
            0,
            taught.id(),
            0,
            task.id(),
            input(number, true),
            fruit,
            true,
            "fruit",
            true,
            Optional.empty(),
            Optional.empty(),
            40,
            3);
    Call draft =
        new Call(
            "small",
            Call.Part.DRAFT,
            new Usage(40, 0, 3, 0),
            false,
            new Usd(100),
            400,
            OptionalLong.empty(),
            "accepted 0.9" + number % 10,
            Optional.empty(),
            Optional.empty());
    store.record(
        new Trace.Recording(
            taught,
            bytes("{\"messages\": \"" + input(number, true) + "\"}"),
            bytes("fruit"),
            List.of(task),
            List.of(plain),
            policy ? List.of(draft) : List.of()));
  }

  private static Trace.Recording recording(Trace trace, Task task, Example example) {
    return new Trace.Recording(
        trace,
        bytes("{\"messages\": \"" + example.input() + "\"}"),
        bytes("fruit"),
        List.of(task),
        List.of(example));
  }

  private static Trace trace(
      String id,
      Kind kind,
      Optional<TraceId> parent,
      Instant at,
      String answeredBy,
      String policy,
      long cost) {
    boolean student = policy.equals("student");
    return new Trace(
        new TraceId(id),
        kind,
        parent,
        at,
        "/v1/chat/completions",
        policy.equals("cascade") ? "asterism/support" : "big",
        answeredBy,
        policy,
        200,
        Optional.empty(),
        false,
        new Usage(40, 0, 3, 0),
        new Usd(cost),
        new Usd(kind == Kind.ANSWER ? 1_000 : 0),
        student ? 90 : 700_000,
        student ? 0 : 699_000,
        1,
        new Serving(Optional.of("provider"), student ? 0 : 1, "", false));
  }

  private static Example example(
      Trace trace, Task task, Optional<Label> reference, StudentId student) {
    return new Example(
        0,
        trace.id(),
        0,
        task.id(),
        input(0, true),
        reference,
        reference.isPresent(),
        "fruit",
        true,
        Optional.of(student),
        Optional.of(FRUIT),
        40,
        3);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Each copy is as much later as a month has copies, and is called by its number.
  private void multiply(Connection open) throws SQLException {
    String ledger = " ledger_hour";
    run(open, "PRAGMA synchronous = OFF");
    run(open, "PRAGMA temp_store = MEMORY");
    run(open, "PRAGMA journal_mode = MEMORY");
    run(open, "PRAGMA cache_size = -1500000");
    Map<String, String> indices = indices(open);
    for (String index : indices.keySet()) {
      run(open, "DROP INDEX " + index);
    }
    run(open, "CREATE TEMP TABLE first_trace AS SELECT * FROM trace");
    run(
        open,
        "CREATE TEMP TABLE first_body AS SELECT trace.id, body.* FROM body JOIN trace ON"
            + " trace.number = body.trace");
    run(open, "CREATE TEMP TABLE first_example AS SELECT * FROM example");
    run(open, "CREATE TEMP TABLE first_call AS SELECT * FROM call");
    run(open, "CREATE TEMP TABLE first_hour AS SELECT * FROM" + ledger);
    long step = MONTH.toNanos() / (copies + 1);
    Map<String, String> later =
        Map.of(
            "id", "id || '-' || n",
            "trace", "trace || '-' || n",
            "parent", "parent || '-' || n",
            "at", "at + n * " + step);
    open.setAutoCommit(false);
    for (int copy = 1; copy <= copies; copy++) {
      copy(open, "trace", "number", later, copy);
      copy(open, "example", "sequence", later, copy);
      copy(open, "call", "", later, copy);
      run(
          open,
          ("INSERT INTO body SELECT trace.number, request, request_cut, response, response_cut"
                  + " FROM first_body JOIN trace ON trace.id = first_body.id || '-%d'")
              .formatted(copy));
      run(
          open,
          ("INSERT INTO ledger_hour SELECT task, (hour + %d) / 3600 * 3600, model, kind,"
                  + " sum(requests), sum(cost), sum(would_have_cost), sum(by_student), sum(errors)"
                  + " FROM first_hour GROUP BY 1, 2, 3, 4"
                  + " ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,"
                  + " cost = cost + excluded.cost,"
                  + " would_have_cost = would_have_cost + excluded.would_have_cost,"
                  + " by_student = by_student + excluded.by_student")
              .formatted(copy * step / 1_000_000_000));
      if (copy % COMMITTED_TOGETHER == 0) {
        open.commit();
      }
    }
    for (String index : indices.values()) {
      run(open, index);
    }
    run(
        open,
        ("UPDATE task SET sightings = sightings * %1$d, labelled = labelled * %1$d,"
                + " by_student = by_student * %1$d, last_sequence ="
                + " (SELECT max(sequence) FROM example WHERE example.task = task.id)")
            .formatted(copies + 1));
    open.commit();
    open.setAutoCommit(true);
    run(open, "PRAGMA journal_mode = WAL");
  }

  /// {@return how each index is made, by its name: to sort once is quicker than to keep in order}
  private static Map<String, String> indices(Connection open) throws SQLException {
    Map<String, String> indices = new LinkedHashMap<>();
    try (var statement = open.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")) {
      while (rows.next()) {
        indices.put(rows.getString("name"), rows.getString("sql"));
      }
    }
    return indices;
  }

  private static void copy(
      Connection open, String table, String numbered, Map<String, String> later, int copy)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (var rows =
        open.createStatement().executeQuery("SELECT * FROM first_" + table + " LIMIT 0")) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(rows.getMetaData().getColumnName(i));
      }
    }
    columns.remove(numbered);
    String values =
        String.join(", ", columns.stream().map(one -> later.getOrDefault(one, one)).toList());
    run(
        open,
        "INSERT INTO %s (%s) SELECT %s FROM (SELECT *, %d AS n FROM first_%s)"
            .formatted(table, String.join(", ", columns), values, copy, table));
  }

  private static void run(Connection open, String sql) throws SQLException {
    try (var statement = open.createStatement()) {
      statement.execute(sql);
    }
  }
}
