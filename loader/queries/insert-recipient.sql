-- In: :document_id, :n, :name, :note, :span_begin, :span_end. Out: nothing.
INSERT INTO recipient (document_id, n, name, note, span_begin, span_end) VALUES (:document_id, :n, :name, :note, :span_begin, :span_end)
