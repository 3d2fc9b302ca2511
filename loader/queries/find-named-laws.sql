-- Laws cited by name, the next ones. In: :after (id), :all (0 = only those without a link). Out: id, type, title, date, year, instrument_id, 1 = it
-- has no number of its own.
SELECT c.id, c.type, c.title, c.date, c.year, c.instrument_id, c.key IS NULL
FROM citation c
WHERE c.id > :after AND c.class = 'named' AND (:all OR c.instrument_id IS NULL) AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.title IS NOT NULL
ORDER BY c.id
LIMIT 1000
