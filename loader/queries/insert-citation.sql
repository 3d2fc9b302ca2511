-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO citation (id, document_id, n, instrument_id, subject_citation_id, refers_to_citation_id, refers_to_document, class, type, type_id, type_printed,
        key, key_pattern, number, suffix, year, type_abbr, style, date, date_precision, issuer_id, issuer_name, relation, inverse, parts, title, list, status, suggested_key,
        why_unlinked, series_known, number_begin, number_end, date_begin, date_end, issuer_begin, issuer_end, title_begin, title_end, span_begin, span_end, rule)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42 FROM feed
