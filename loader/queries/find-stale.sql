-- The next document that other rules understood. In: :after (id), :all (1 = any document), :normalizer, :rules. Out: id.
SELECT id
FROM document
WHERE id > :after AND (:all OR rules_version <> :rules OR normalizer_version <> :normalizer)
ORDER BY id
LIMIT 1
