-- What judges of drafts that learn no more have learnt from: their proofs outlive the probes' traces.
-- Of a question hashes of n-grams that another question has too, and its shape; of drafts digests.
CREATE TABLE draft_lesson (
  judge TEXT NOT NULL,
  number INTEGER NOT NULL,
  trace TEXT NOT NULL,
  grams BLOB NOT NULL,
  shape BLOB NOT NULL,
  drafts TEXT NOT NULL,
  PRIMARY KEY (judge, number)
);
CREATE INDEX draft_lesson_trace ON draft_lesson (trace);
