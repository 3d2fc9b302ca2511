-- Linked citations whose date differs from :date in two of year, month and day. In: :instrument_id, :date. Out: id, title.
SELECT id, title
FROM citation
WHERE instrument_id = :instrument_id AND series_known IS NULL AND refers_to_citation_id IS NULL AND refers_to_document = 0 AND class <> 'self' AND length(date) = 10
        AND (substr(date, 1, 4) <> substr(:date, 1, 4)) + (substr(date, 6, 2) <> substr(:date, 6, 2)) + (substr(date, 9, 2) <> substr(:date, 9, 2)) >= 2
