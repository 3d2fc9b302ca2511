-- Who receives documents. In: :key or :id. Out: document_id, n, name, note, span_begin, span_end.
SELECT r.document_id, r.n, r.name, r.note, r.span_begin, r.span_end
FROM document d
JOIN recipient r ON r.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY r.document_id, r.n
