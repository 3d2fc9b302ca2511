-- How many more, or fewer, documents a group has. In: :type, :issuer_id, :year, :documents. Out: nothing.
INSERT INTO document_count (type, issuer_id, year, documents)
VALUES (:type, :issuer_id, :year, :documents)
ON CONFLICT (ifnull(type, ''), ifnull(issuer_id, 0), ifnull(year, 0)) DO UPDATE SET documents = documents + excluded.documents
