-- From version 1 to 2, what the shape alone does not tell. Tables that have changed stand as was_NAME beside their new selves, whose columns of the same
-- name are filled already.

-- Counts that are kept now.
DELETE FROM citation_count;
INSERT INTO citation_count (instrument_id, citations, documents)
SELECT instrument_id, count(*), count(DISTINCT document_id)
FROM citation WHERE instrument_id IS NOT NULL AND class <> 'self' GROUP BY instrument_id;
DELETE FROM document_count;
INSERT INTO document_count (type, issuer_id, year, documents)
SELECT type, issuer_id, CASE WHEN date GLOB '[0-9][0-9][0-9][0-9]*' THEN CAST(substr(date, 1, 4) AS INTEGER) END AS year, count(*)
FROM document GROUP BY 1, 2, 3;
