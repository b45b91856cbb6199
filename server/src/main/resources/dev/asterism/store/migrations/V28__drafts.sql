-- What a probe's draft said, as who judges it sees it: equal for all that mean the same, and how sure
-- its model was of it. Null where nothing is to be learnt from that.
ALTER TABLE call ADD COLUMN meaning TEXT;
ALTER TABLE call ADD COLUMN confidence REAL;
