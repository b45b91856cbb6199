-- Amounts are in 1e-9 US dollars, times in nanoseconds since 1970, durations in microseconds.

-- Narrow on purpose: summing over traces never reads a body.
CREATE TABLE trace (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  parent TEXT,
  at INTEGER NOT NULL,
  endpoint TEXT NOT NULL,
  requested_model TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  policy TEXT NOT NULL,
  status INTEGER NOT NULL,
  error TEXT,
  stream INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  would_have_cost INTEGER NOT NULL,
  total_micros INTEGER NOT NULL,
  upstream_micros INTEGER NOT NULL,
  sightings INTEGER NOT NULL,
  by_student INTEGER NOT NULL
);
CREATE INDEX trace_at ON trace (at);
CREATE INDEX trace_parent ON trace (parent) WHERE parent IS NOT NULL;

CREATE TABLE body (
  trace INTEGER PRIMARY KEY,
  request BLOB NOT NULL,
  request_cut INTEGER NOT NULL,
  response BLOB NOT NULL,
  response_cut INTEGER NOT NULL
);

-- Labels are kept by their keys: 's:' and a text, or 'b:true' and 'b:false'.
CREATE TABLE example (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  trace TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT NOT NULL,
  at INTEGER NOT NULL,
  input TEXT NOT NULL,
  reference TEXT,
  teacher_answered INTEGER NOT NULL,
  surface TEXT NOT NULL,
  uniform INTEGER NOT NULL,
  student_version INTEGER,
  student_answer TEXT,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL
);
CREATE INDEX example_task ON example (task, sequence);
CREATE INDEX example_labelled ON example (task, sequence) WHERE reference IS NOT NULL;
CREATE INDEX example_trace ON example (trace, position);
CREATE INDEX example_audited ON example (task, student_version, sequence)
  WHERE uniform = 1 AND teacher_answered = 1
    AND student_answer IS NOT NULL AND reference IS NOT NULL;

CREATE TABLE feedback (
  trace TEXT NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (trace, position)
) WITHOUT ROWID;

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  instructions TEXT NOT NULL,
  space TEXT NOT NULL,
  labels TEXT NOT NULL,
  teacher TEXT NOT NULL,
  origin TEXT NOT NULL,
  sightings INTEGER NOT NULL DEFAULT 0,
  labelled INTEGER NOT NULL DEFAULT 0,
  unlabelled INTEGER NOT NULL DEFAULT 0,
  by_student INTEGER NOT NULL DEFAULT 0,
  last_sequence INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE student (
  task TEXT NOT NULL,
  version INTEGER NOT NULL,
  stage TEXT NOT NULL,
  provenance TEXT NOT NULL,
  plan TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  looks_done INTEGER NOT NULL,
  proof TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (task, version)
);

CREATE TABLE stage_change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  task TEXT NOT NULL,
  version INTEGER NOT NULL,
  stage TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX stage_change_task ON stage_change (task, number);

-- The rows of task '' hold every trace, whole; a task's rows hold its share of the traces it is in.
CREATE TABLE ledger_hour (
  task TEXT NOT NULL,
  hour INTEGER NOT NULL,
  model TEXT NOT NULL,
  kind TEXT NOT NULL,
  requests INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  would_have_cost INTEGER NOT NULL,
  by_student INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  PRIMARY KEY (task, hour, model, kind)
) WITHOUT ROWID;
