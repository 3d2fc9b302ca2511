-- In: :id of a document. Out: name, note, span_begin, span_end.
SELECT name, note, span_begin, span_end FROM recipient WHERE document_id = :id ORDER BY n
