-- In: :id of a document. Out: code, detail, span_begin, span_end.
SELECT code, detail, span_begin, span_end FROM diagnostic WHERE document_id = :id ORDER BY n
