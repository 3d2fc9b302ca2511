-- In: :id of a document. Out: value, unit, approx, per, span_begin, span_end.
SELECT value, unit, approx, per, span_begin, span_end FROM quantity WHERE document_id = :id ORDER BY n
