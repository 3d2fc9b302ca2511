-- How much more, or less, an instrument is cited. In: :instrument_id, :citations, :documents. Out: nothing.
INSERT INTO citation_count (instrument_id, citations, documents)
VALUES (:instrument_id, :citations, :documents)
ON CONFLICT (instrument_id) DO UPDATE SET citations = citations + excluded.citations, documents = documents + excluded.documents
