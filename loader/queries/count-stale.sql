-- How many documents other rules understood. In: :rules, :normalizer. Out: the number.
SELECT
        (SELECT count(*) FROM document WHERE (rules_version, normalizer_version) < (:rules, :normalizer)) +
        (SELECT count(*) FROM document WHERE (rules_version, normalizer_version) > (:rules, :normalizer))
