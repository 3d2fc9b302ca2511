-- What the citations that tell everything state of an instrument. In: :instrument_id. Out: date, title.
SELECT date, title
FROM citation
WHERE instrument_id = :instrument_id AND series_known IS NULL AND refers_to_citation_id IS NULL AND class <> 'self'
