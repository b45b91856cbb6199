-- What coaches wrote and teachers labelled, to teach a task's students; `after` is the newest
-- example that there was then.
CREATE TABLE lesson (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  task TEXT NOT NULL,
  trace TEXT NOT NULL,
  after INTEGER NOT NULL,
  input TEXT NOT NULL,
  label TEXT NOT NULL,
  surface TEXT NOT NULL
);
CREATE INDEX lesson_task ON lesson (task, after);
