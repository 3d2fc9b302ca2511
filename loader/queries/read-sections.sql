-- In: :id of a document. Out: level, number, heading, kind, span_begin, span_end.
SELECT level, number, heading, kind, span_begin, span_end FROM section WHERE document_id = :id ORDER BY n
