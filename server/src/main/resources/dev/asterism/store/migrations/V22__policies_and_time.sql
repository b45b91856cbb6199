-- The newest requests to each policy, found without reading all others.
CREATE INDEX trace_policy ON trace (requested_model, number)
  WHERE requested_model >= 'asterism/' AND requested_model < 'asterism0';
