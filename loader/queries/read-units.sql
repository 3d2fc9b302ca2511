-- In: :id of a document. Out: name as the document has it, role, rule, span_begin, span_end.
SELECT coalesce(m.name, u.name), m.role, m.rule, m.span_begin, m.span_end
FROM unit_mention m JOIN unit u ON u.id = m.unit_id
WHERE m.document_id = :id
ORDER BY m.n
