-- How soon a streamed answer began, and the ways to what is known of models: their newest calls, and
-- the requests that were put to several of them.
ALTER TABLE call ADD COLUMN first_micros INTEGER;
CREATE INDEX call_model ON call (model, trace);
CREATE INDEX trace_probe ON trace (number) WHERE kind = 'PROBE';
