-- In: the columns, in this order. Out: nothing.
INSERT INTO event (id, document_id, date, date_precision, date_begin, date_end, action, place, span_begin, span_end)
VALUES (:id, :document_id, :date, :date_precision, :date_begin, :date_end, :action, :place, :span_begin, :span_end)
