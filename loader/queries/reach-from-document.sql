-- Where steps through citations begin: documents held. In: :key or :id. Out: 0, instrument_id, document_id.
SELECT 0, instrument_id, id FROM document WHERE key = :key OR id = :id ORDER BY id
