-- In: :id of a document. Out: id of the assignment, role, text, span_begin, span_end.
SELECT a.id, y.role, y.text, y.span_begin, y.span_end
FROM assignment a JOIN assignment_duty y ON y.assignment_id = a.id
WHERE a.document_id = :id
ORDER BY a.id, y.n
