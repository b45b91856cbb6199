-- The calls that a policy made for one answer; the trace holds their sums.
CREATE TABLE call (
  trace TEXT NOT NULL,
  place INTEGER NOT NULL,
  model TEXT NOT NULL,
  part TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  usage_estimated INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  micros INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  agrees INTEGER,
  PRIMARY KEY (trace, place)
) WITHOUT ROWID;
