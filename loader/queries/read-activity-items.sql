-- In: :id of a document. Out: id of the activity, text, span_begin, span_end.
SELECT a.id, i.text, i.span_begin, i.span_end
FROM activity a JOIN activity_item i ON i.activity_id = a.id
WHERE a.document_id = :id
ORDER BY a.id, i.n
