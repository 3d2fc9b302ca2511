-- Does nobody say any more what the row of an instrument says of it? Of those fields only that are asked for. In: :instrument_id, :type, :date, :title, :issuer
-- (1 = asked for). Out: 1, or no row.
SELECT 1 FROM instrument i
WHERE i.id = :instrument_id AND (
        (:type AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.instrument_id = i.id AND c.type = i.type AND (c.series_known IS NULL OR i.provisional)
                AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.class <> 'self'))
        OR (:date AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.instrument_id = i.id AND c.date = i.date AND (c.series_known IS NULL OR i.provisional)
                AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.class <> 'self'))
        OR (:title AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.instrument_id = i.id AND c.title = i.title AND (c.series_known IS NULL OR i.provisional)
                AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.class <> 'self'))
        OR (:issuer AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.instrument_id = i.id AND c.issuer_id = i.issuer_id AND (c.series_known IS NULL OR i.provisional)
                AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.class <> 'self')))
