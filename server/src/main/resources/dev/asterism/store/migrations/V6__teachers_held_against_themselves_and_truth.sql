-- What the teacher itself said, whatever feedback says of it.
ALTER TABLE example ADD COLUMN teacher TEXT;
UPDATE example SET teacher = reference
WHERE teacher_answered = 1
  AND NOT EXISTS (
    SELECT 1 FROM feedback JOIN trace ON trace.id = example.trace
    WHERE feedback.position = example.position
      AND feedback.trace IN (trace.id, trace.parent));

-- Requests put to the teacher twice: its first and its second answer, by their keys; empty where an
-- answer was no label.
CREATE TABLE repeat (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  task TEXT NOT NULL,
  trace TEXT NOT NULL,
  position INTEGER NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL
);
CREATE INDEX repeat_task ON repeat (task);
