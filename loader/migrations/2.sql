-- From version 1 to 2, what the shape alone does not tell. Tables that have changed stand as was_NAME beside their new selves, whose columns of the same
-- name are filled already. Counts are made anew behind the last step (queries/recount.sql).

-- The Party's QĐ is Quyết định or Quy định, and the series says which (loader/identity.c). Citations of the other kind find theirs when their document is read again.
UPDATE instrument SET series = series || CASE type WHEN 'Quyết định' THEN '!quyết định' WHEN 'Quy định' THEN '!quy định' ELSE '!?' END
WHERE key GLOB '[0-9]*-QĐ/*' AND key NOT GLOB '*UBND*' AND key NOT GLOB '*HĐND*' AND series GLOB '[k?]*' AND series NOT GLOB '*[!#]*';

-- Rules are told by their rows.
INSERT INTO rule (name) SELECT rule FROM was_date_mention WHERE rule IS NOT NULL UNION SELECT rule FROM was_unit_mention WHERE rule IS NOT NULL;
UPDATE unit_mention AS m SET rule_id = r.id
FROM was_unit_mention w JOIN rule r ON r.name = w.rule WHERE w.document_id = m.document_id AND w.n = m.n;
UPDATE date_mention AS m SET rule_id = r.id
FROM was_date_mention w JOIN rule r ON r.name = w.rule WHERE w.document_id = m.document_id AND w.n = m.n;
