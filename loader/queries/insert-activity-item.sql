-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO activity_item (activity_id, n, text, span_begin, span_end)
SELECT c1, c2, c3, c4, c5 FROM feed
