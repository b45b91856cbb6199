-- The prompts that were found in traffic: what a request must match to be of the task.
CREATE TABLE template (
  task TEXT PRIMARY KEY,
  format TEXT NOT NULL,
  turns TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL
) WITHOUT ROWID;
