-- What a document is measured by when two archives hold it: the greater one is kept. In: :sha256. Out: the measure.
SELECT (blocks IS NOT NULL) || ' ' || extractor_version || ' ' || normalizer_version || ' ' || rules_version FROM document WHERE sha256 = :sha256
