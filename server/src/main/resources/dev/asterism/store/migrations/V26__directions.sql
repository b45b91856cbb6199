-- Meanings are kept as directions, a byte for each dimension, and questions are a little more or less
-- alike by them: what was kept and compared before shows nothing any more.
DELETE FROM kept_answer;
DELETE FROM comparison;
-- Thresholds of cascades are proved in the same way, by what a judge made of a draft.
ALTER TABLE comparison RENAME COLUMN likeness TO score;
