-- In: :id of a document. Out: id, span_begin, span_end.
SELECT id, span_begin, span_end FROM assignment WHERE document_id = :id ORDER BY id
