-- In: :id of a document. Out: id of the assignment, name as the document has it, 0, span_begin, span_end.
SELECT a.id, coalesce(m.name, u.name), 0, m.span_begin, m.span_end
FROM assignment a JOIN assignment_unit m ON m.assignment_id = a.id JOIN unit u ON u.id = m.unit_id
WHERE a.document_id = :id
ORDER BY a.id, m.n
