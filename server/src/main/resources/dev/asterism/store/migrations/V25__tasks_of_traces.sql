-- Whether a trace is of a task is told by the index alone: searches by task ask it of many traces.
DROP INDEX example_trace;
CREATE INDEX example_trace ON example (trace, position, task);
