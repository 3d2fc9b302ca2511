-- In: :document_id, :n, :value, :unit, :approx, :per, :span_begin, :span_end. Out: nothing.
INSERT INTO quantity (document_id, n, value, unit, approx, per, span_begin, span_end)
VALUES (:document_id, :n, :value, :unit, :approx, :per, :span_begin, :span_end)
