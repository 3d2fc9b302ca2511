-- In: :document_id, :n, :code, :severity, :detail, :span_begin, :span_end. Out: nothing.
INSERT INTO diagnostic (document_id, n, code, severity, detail, span_begin, span_end)
VALUES (:document_id, :n, :code, :severity, :detail, :span_begin, :span_end)
