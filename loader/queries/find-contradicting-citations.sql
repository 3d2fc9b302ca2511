-- Linked citations whose date differs from :date. In: :date, :instrument_id. Out: id, title, in how many of year, month and day.
SELECT id, title, (substr(date, 1, 4) <> substr(:date, 1, 4)) + (substr(date, 6, 2) <> substr(:date, 6, 2)) + (substr(date, 9, 2) <> substr(:date, 9, 2))
FROM citation
WHERE instrument_id = :instrument_id AND date <> :date AND length(date) = 10
        AND series_known IS NULL AND refers_to_citation_id IS NULL AND refers_to_document = 0 AND class <> 'self'
