-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO section (id, document_id, n, level, number, heading, kind, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM feed
