-- What documents say of themselves. In: :key or :id. Out: one row a document.
SELECT
        d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.number_status, d.date, d.date_precision, d.place,
        u.name AS issuer, p.name AS parent, d.title, d.province, d.district, d.ward,
        d.signer_authority, d.signer_position, d.signer_name, d.urgency, d.secrecy, d.archive_codes, d.drafter, d.copies,
        (SELECT count(*) FROM citation c WHERE c.document_id = d.id) AS citations,
        (SELECT count(*) FROM citation c WHERE c.instrument_id = d.instrument_id AND c.document_id <> d.id) AS cited,
        d.sha256, d.extractor_version, d.normalizer_version, d.rules_version,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM document d
LEFT JOIN unit u ON u.id = d.issuer_id
LEFT JOIN unit p ON p.id = d.parent_id
WHERE d.key = :key OR d.id = :id
ORDER BY d.id
