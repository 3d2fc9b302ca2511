-- Where steps through citations begin: instruments of a number, held or only cited. In: :key. Out: 0, instrument_id, document_id.
SELECT 0, id, document_id FROM instrument WHERE key = :key ORDER BY series
