-- In: :id of a document. Out: id of the activity, name as the document has it, 1 = it takes part, span_begin, span_end.
SELECT a.id, coalesce(m.name, u.name), m.role = 'partner', m.span_begin, m.span_end
FROM activity a JOIN activity_unit m ON m.activity_id = a.id JOIN unit u ON u.id = m.unit_id
WHERE a.document_id = :id
ORDER BY a.id, m.n
