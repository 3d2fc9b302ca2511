-- In: :id of a document. Out: id of the event, name as the document has it, 1 = it takes part, span_begin, span_end.
SELECT e.id, coalesce(m.name, u.name), m.role = 'partner', m.span_begin, m.span_end
FROM event e JOIN event_unit m ON m.event_id = e.id JOIN unit u ON u.id = m.unit_id
WHERE e.document_id = :id
ORDER BY e.id, m.n
