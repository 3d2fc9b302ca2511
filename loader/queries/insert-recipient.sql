-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO recipient (document_id, n, name, note, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6 FROM feed
