-- In: :id of a document. Out: the columns.
SELECT kind, iso, iso_end, first_day, last_day, precision, missing, inherited, role, r.name, span_begin, span_end
FROM date_mention LEFT JOIN rule r ON r.id = rule_id
WHERE document_id = :id
ORDER BY n
