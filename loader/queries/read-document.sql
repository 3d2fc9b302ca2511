-- What a document says of itself. In: :id. Out: its columns, names of units as the document has them.
SELECT
        d.type, CASE WHEN d.type_id IS NULL THEN t.id WHEN d.type_id <> '' THEN d.type_id END, d.number_status, d.key, d.key_pattern, d.number, d.suffix, d.number_year,
        d.type_abbr, d.number_style, d.date, d.date_precision, d.date_missing, d.place, coalesce(d.issuer_name, i.name), d.issuer_abbr, d.issuer_level,
        coalesce(d.parent_name, p.name), d.title, d.signer_name, d.signer_position, d.signer_authority, d.province, d.district, d.ward, d.archive_codes, d.drafter,
        d.copies, d.urgency, d.secrecy, d.sha256, d.extractor_version, d.normalizer_version, d.rules_version, d.text, d.blocks, d.issuer_abbrs
FROM document d
LEFT JOIN document_type t ON t.name = d.type
LEFT JOIN unit i ON i.id = d.issuer_id
LEFT JOIN unit p ON p.id = d.parent_id
WHERE d.id = :id
