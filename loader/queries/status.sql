-- The archive in one row. In: nothing. Out: counts of sources by outcome, of documents, citations and instruments; the last run.
SELECT
        (SELECT count(*) FROM source) AS sources,
        (SELECT count(*) FROM source WHERE outcome = 'loaded') AS loaded,
        (SELECT count(*) FROM source WHERE outcome = 'duplicate') AS duplicate,
        (SELECT count(*) FROM source WHERE outcome = 'skipped') AS skipped,
        (SELECT count(*) FROM source WHERE outcome = 'failed') AS failed,
        (SELECT count(*) FROM document) AS documents,
        (SELECT count(*) FROM citation) AS citations,
        (SELECT count(*) FROM citation WHERE instrument_id IS NOT NULL) AS linked,
        (SELECT count(*) FROM instrument) AS instruments,
        (SELECT count(*) FROM instrument WHERE document_id IS NOT NULL) AS held,
        (SELECT count(*) FROM unit) AS units,
        (SELECT count(*) FROM diagnostic WHERE severity = 'warning') AS warnings,
        (SELECT count(*) FROM run) AS runs,
        r.started AS last_run, r.finished AS last_run_finished, r.program_version, r.rules_version
FROM (SELECT 1)
LEFT JOIN run r ON r.id = (SELECT max(id) FROM run)
