-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO quantity (document_id, n, value, unit, approx, per, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6, c7, c8 FROM feed
