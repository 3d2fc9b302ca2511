-- In: :activity_id, :n, :text, :span_begin, :span_end. Out: nothing.
INSERT INTO activity_item (activity_id, n, text, span_begin, span_end) VALUES (:activity_id, :n, :text, :span_begin, :span_end)
