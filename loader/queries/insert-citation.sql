-- In: the columns, in this order. Out: nothing.
INSERT INTO citation (id, document_id, n, instrument_id, subject_citation_id, refers_to_citation_id, class, type, type_printed, key, key_pattern, style, date,
        date_precision, issuer_id, relation, parts, title, list, status, suggested_key, why_unlinked, series_known, number_begin, number_end, date_begin, date_end,
        issuer_begin, issuer_end, title_begin, title_end, span_begin, span_end, rule)
VALUES (:id, :document_id, :n, :instrument_id, :subject_citation_id, :refers_to_citation_id, :class, :type, :type_printed, :key, :key_pattern, :style, :date,
        :date_precision, :issuer_id, :relation, :parts, :title, :list, :status, :suggested_key, :why_unlinked, :series_known, :number_begin, :number_end,
        :date_begin, :date_end, :issuer_begin, :issuer_end, :title_begin, :title_end, :span_begin, :span_end, :rule)
