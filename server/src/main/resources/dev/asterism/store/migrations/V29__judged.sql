-- Whether a student read an input's meaning, and how long it looked at it.
ALTER TABLE example ADD COLUMN meaning INTEGER NOT NULL DEFAULT 0;
ALTER TABLE example ADD COLUMN judged_nanos INTEGER;
