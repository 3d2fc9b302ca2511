-- The headings of documents. In: :key or :id. Out: document_id, n, level, number, heading, kind, span_begin, span_end.
SELECT s.document_id, s.n, s.level, s.number, s.heading, s.kind, s.span_begin, s.span_end
FROM document d
JOIN section s ON s.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY s.document_id, s.n
