-- The document with these bytes. In: :sha256. Out: id.
SELECT id FROM document WHERE sha256 = :sha256
