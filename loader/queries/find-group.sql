-- The group a document is counted in. In: :id. Out: type, issuer_id, date.
SELECT type, issuer_id, date FROM document WHERE id = :id
