-- What was wrong or doubtful in documents. In: :key or :id.
-- Out: document_id, n, severity, code, message, message_vi, detail, todo, todo_vi, words, span_begin, span_end.
SELECT
        g.document_id, g.n, g.severity, g.code, k.message_en AS message, k.message_vi, g.detail, k.todo_en AS todo, k.todo_vi,
        CAST(substr(CAST(d.text AS BLOB), g.span_begin + 1, g.span_end - g.span_begin) AS TEXT) AS words,
        g.span_begin, g.span_end
FROM document d
JOIN diagnostic g ON g.document_id = d.id
LEFT JOIN diagnostic_code k ON k.name = g.code
WHERE d.key = :key OR d.id = :id
ORDER BY g.document_id, g.n
