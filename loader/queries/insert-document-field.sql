-- Where a document says something of itself. In: :document_id, :field, :span_begin, :span_end. Out: nothing.
INSERT INTO document_field (document_id, field, span_begin, span_end) VALUES (:document_id, :field, :span_begin, :span_end)
