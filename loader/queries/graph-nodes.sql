-- A node of the graph around a document. In: :instrument, or :document where it has none; :depth.
-- Out: what (node), node ("i" and the instrument's id, or "d" and the document's), target (null), depth, type, key, date, issuer, title,
--      id (of the document held, null = not held), relation (null), n (null).
SELECT 'node' AS what, 'i' || i.id AS node, NULL AS target, :depth AS depth, i.type, i.key, i.date, u.name AS issuer, i.title, i.document_id AS id,
        NULL AS relation, NULL AS n
FROM instrument i LEFT JOIN unit u ON u.id = i.issuer_id
WHERE i.id = :instrument
UNION ALL
SELECT 'node', 'd' || d.id, NULL, :depth, d.type, coalesce(d.key, d.key_pattern), d.date, u.name, d.title, d.id, NULL, NULL
FROM document d LEFT JOIN unit u ON u.id = d.issuer_id
WHERE d.id = :document
