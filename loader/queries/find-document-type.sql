-- A type's name in full. In: :folded. Out: name.
SELECT name FROM document_type WHERE folded = :folded ORDER BY name
