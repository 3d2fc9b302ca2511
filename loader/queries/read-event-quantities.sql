-- In: :id of a document. Out: id of the event, n of the quantity.
SELECT e.id, q.quantity_n
FROM event e JOIN event_quantity q ON q.event_id = e.id
WHERE e.document_id = :id
ORDER BY e.id, q.n
