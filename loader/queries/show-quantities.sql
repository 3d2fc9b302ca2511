-- The quantities in documents. In: :key or :id. Out: document_id, n, value, unit, approx, per, words, span_begin, span_end.
SELECT
        q.document_id, q.n, q.value, q.unit, q.approx, q.per,
        CAST(substr(CAST(d.text AS BLOB), q.span_begin + 1, q.span_end - q.span_begin) AS TEXT) AS words,
        q.span_begin, q.span_end
FROM document d
JOIN quantity q ON q.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY q.document_id, q.n
