-- Laws cited by name that no link was found for. In: nothing. Out: id, type, title, date, words.
SELECT c.id, c.type, c.title, c.date, CAST(substr(CAST(d.text AS BLOB), c.span_begin + 1, c.span_end - c.span_begin) AS TEXT)
FROM citation c
JOIN document d ON d.id = c.document_id
WHERE c.class = 'named' AND c.instrument_id IS NULL AND c.refers_to_citation_id IS NULL AND c.title IS NOT NULL
ORDER BY c.id
