-- Where a document says something of itself. In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO document_field (document_id, field, span_begin, span_end)
SELECT c1, c2, c3, c4 FROM feed
