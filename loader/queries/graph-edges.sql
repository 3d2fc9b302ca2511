-- What a node of a graph cites. In: :instrument, or :document where it has none; :relation.
-- Out: what (edge), node (citing), target (cited), depth to id: null, relation (of the node itself: what it only tells of two others is dan_chieu), n (how often it is said).
SELECT 'edge' AS what,
        CASE WHEN :instrument IS NULL THEN 'd' || :document ELSE 'i' || :instrument END AS node,
        'i' || c.instrument_id AS target, NULL AS depth, NULL AS type, NULL AS key, NULL AS date, NULL AS issuer, NULL AS title, NULL AS id,
        CASE WHEN c.subject_citation_id IS NULL AND NOT c.inverse THEN c.relation ELSE 'dan_chieu' END AS relation, count(*) AS n
FROM (SELECT id FROM document WHERE instrument_id = :instrument UNION ALL SELECT :document WHERE :document IS NOT NULL) d
CROSS JOIN citation c ON c.document_id = d.id
WHERE c.instrument_id IS NOT NULL
        AND c.class <> 'self'
        AND (:relation IS NULL OR c.relation = :relation)
GROUP BY c.instrument_id, 11
ORDER BY c.instrument_id, 11
