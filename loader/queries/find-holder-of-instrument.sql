-- The document that holds an instrument: of several the one whose bytes have the smallest hash, whichever came first. In: :instrument_id. Out: id, date, title.
SELECT id, date, title FROM document WHERE instrument_id = :instrument_id ORDER BY sha256 LIMIT 1
