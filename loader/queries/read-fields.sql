-- Where a document says what it says of itself. In: :id. Out: field, span_begin, span_end.
SELECT field, span_begin, span_end FROM document_field WHERE document_id = :id
