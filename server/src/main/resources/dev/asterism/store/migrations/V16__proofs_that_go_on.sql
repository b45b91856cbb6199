-- A proof looks as often as answers come in. One that was planned for a few looks is not gone on
-- with: what it has proved holds, and what it has not proved has to be proved by a new student.
ALTER TABLE student RENAME COLUMN looks_done TO looked;
UPDATE student SET stage = 'RETIRED', reason = 'its proof was begun by an earlier version'
  WHERE stage = 'SHADOW';
UPDATE student SET plan = json_object(
  'accuracy', json_extract(plan, '$.accuracy'),
  'coverage', json_extract(plan, '$.coverage'),
  'grid', json(json_extract(plan, '$.grid')),
  'starts', json('[0]'),
  'fresh', 0,
  'level', 0);
UPDATE student SET proof = json_set(proof, '$.since', 0) WHERE proof IS NOT NULL;
