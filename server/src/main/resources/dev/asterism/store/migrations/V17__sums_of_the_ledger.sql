-- Sums of the ledger that consoles look at each second. Triggers keep them in step with it, whoever
-- writes to it.
CREATE TABLE ledger_total (
  task TEXT NOT NULL,
  model TEXT NOT NULL,
  kind TEXT NOT NULL,
  requests INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  would_have_cost INTEGER NOT NULL,
  by_student INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  PRIMARY KEY (task, model, kind)
) WITHOUT ROWID;

-- The whole server's hours, whichever model answered.
CREATE TABLE server_hour (
  hour INTEGER NOT NULL,
  kind TEXT NOT NULL,
  requests INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  would_have_cost INTEGER NOT NULL,
  by_student INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  PRIMARY KEY (hour, kind)
) WITHOUT ROWID;

INSERT INTO ledger_total
SELECT task, model, kind, sum(requests), sum(cost), sum(would_have_cost), sum(by_student), sum(errors)
FROM ledger_hour GROUP BY task, model, kind;

INSERT INTO server_hour
SELECT hour, kind, sum(requests), sum(cost), sum(would_have_cost), sum(by_student), sum(errors)
FROM ledger_hour WHERE task = '' GROUP BY hour, kind;

CREATE TRIGGER ledger_added AFTER INSERT ON ledger_hour BEGIN
  INSERT INTO ledger_total
  VALUES (NEW.task, NEW.model, NEW.kind, NEW.requests, NEW.cost, NEW.would_have_cost,
    NEW.by_student, NEW.errors)
  ON CONFLICT DO UPDATE SET
    requests = requests + excluded.requests,
    cost = cost + excluded.cost,
    would_have_cost = would_have_cost + excluded.would_have_cost,
    by_student = by_student + excluded.by_student,
    errors = errors + excluded.errors;
  INSERT INTO server_hour
  SELECT NEW.hour, NEW.kind, NEW.requests, NEW.cost, NEW.would_have_cost, NEW.by_student, NEW.errors
  WHERE NEW.task = ''
  ON CONFLICT DO UPDATE SET
    requests = requests + excluded.requests,
    cost = cost + excluded.cost,
    would_have_cost = would_have_cost + excluded.would_have_cost,
    by_student = by_student + excluded.by_student,
    errors = errors + excluded.errors;
END;

CREATE TRIGGER ledger_changed AFTER UPDATE ON ledger_hour BEGIN
  UPDATE ledger_total SET
    requests = requests + NEW.requests - OLD.requests,
    cost = cost + NEW.cost - OLD.cost,
    would_have_cost = would_have_cost + NEW.would_have_cost - OLD.would_have_cost,
    by_student = by_student + NEW.by_student - OLD.by_student,
    errors = errors + NEW.errors - OLD.errors
  WHERE task = NEW.task AND model = NEW.model AND kind = NEW.kind;
  UPDATE server_hour SET
    requests = requests + NEW.requests - OLD.requests,
    cost = cost + NEW.cost - OLD.cost,
    would_have_cost = would_have_cost + NEW.would_have_cost - OLD.would_have_cost,
    by_student = by_student + NEW.by_student - OLD.by_student,
    errors = errors + NEW.errors - OLD.errors
  WHERE NEW.task = '' AND hour = NEW.hour AND kind = NEW.kind;
END;

-- Only the hours of a task that is forgotten are ever deleted, and then all of them.
CREATE TRIGGER ledger_forgotten AFTER DELETE ON ledger_hour BEGIN
  DELETE FROM ledger_total WHERE task = OLD.task;
END;
