-- In: :id, :document_id, :span_begin, :span_end. Out: nothing.
INSERT INTO assignment (id, document_id, span_begin, span_end) VALUES (:id, :document_id, :span_begin, :span_end)
