-- In: :id of a document. Out: id, the columns.
SELECT id, date, date_precision, action, place, date_begin, date_end, span_begin, span_end FROM event WHERE document_id = :id ORDER BY id
