-- Which provider served a request, at which attempt and why; and whether its usage is a guess.
ALTER TABLE trace ADD COLUMN provider TEXT;
ALTER TABLE trace ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE trace ADD COLUMN serving_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE trace ADD COLUMN usage_estimated INTEGER NOT NULL DEFAULT 0;
