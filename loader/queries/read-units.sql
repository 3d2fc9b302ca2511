-- In: :id of a document. Out: name as the document has it, role, rule, span_begin, span_end.
SELECT coalesce(m.name, u.name), m.role, r.name, m.span_begin, m.span_end
FROM unit_mention m JOIN unit u ON u.id = m.unit_id LEFT JOIN rule r ON r.id = m.rule_id
WHERE m.document_id = :id
ORDER BY m.n
