-- Where documents say what they say of themselves. In: :key or :id. Out: document_id, field, words, span_begin, span_end.
SELECT
        f.document_id, f.field,
        CAST(substr(CAST(d.text AS BLOB), f.span_begin + 1, f.span_end - f.span_begin) AS TEXT) AS words,
        f.span_begin, f.span_end
FROM document d
JOIN document_field f ON f.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY f.document_id, f.span_begin
