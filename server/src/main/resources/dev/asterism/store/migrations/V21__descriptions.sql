-- What callers say of each label declared, in the labels' order; tasks seen before this say nothing.
ALTER TABLE task ADD COLUMN descriptions TEXT NOT NULL DEFAULT '[]';
