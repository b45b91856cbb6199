-- What semantic caches may answer with, and how what they would have answered compared with what
-- their policies said.
CREATE TABLE kept_answer (
  number INTEGER PRIMARY KEY,
  trace TEXT NOT NULL UNIQUE,
  policy TEXT NOT NULL,
  scope TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  question TEXT NOT NULL,
  meaning BLOB NOT NULL,
  answer TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  until INTEGER NOT NULL
);
CREATE INDEX kept_answer_until ON kept_answer (until);
CREATE TABLE comparison (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  policy TEXT NOT NULL,
  scope TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  likeness REAL NOT NULL,
  agrees INTEGER NOT NULL,
  threshold REAL
);
CREATE INDEX comparison_scope ON comparison (scope, at);
