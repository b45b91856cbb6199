-- Proofs made before labels were looked at one by one say nothing of them.
UPDATE student SET proof = json_set(proof, '$.labels', json('[]'), '$.labelsBounded', json('false'))
WHERE proof IS NOT NULL;
