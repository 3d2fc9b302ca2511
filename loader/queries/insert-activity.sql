-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO activity (id, document_id, section_id, number, title, title_begin, title_end, time_text, time_start, time_end, time_kind, time_begin, time_stop,
        budget, product, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17 FROM feed
