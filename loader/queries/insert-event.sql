-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO event (id, document_id, date, date_precision, date_begin, date_end, action, place, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 FROM feed
