-- What the envelopes say that a document came in, each of its sources' once. In: :id. Out: field, value.
SELECT DISTINCT w.field, w.value FROM source s JOIN witness w ON w.source_id = s.id WHERE s.document_id = :id ORDER BY w.field, w.value
