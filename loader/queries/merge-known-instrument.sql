-- A row of another archive's register. An imported list counts more than the program's own; of two lists that differ the greater text, in whatever order they
-- come. In: :key, :date, :issuer, :type, :title, :effective, :name, :origin. Out: nothing; no change when it is there already.
INSERT INTO known_instrument (key, date, issuer, type, title, effective, name, origin)
VALUES (:key, :date, :issuer, :type, :title, :effective, :name, :origin)
ON CONFLICT (key, date, issuer) DO UPDATE
SET type = excluded.type, title = excluded.title, effective = excluded.effective, name = excluded.name, origin = excluded.origin
WHERE (excluded.origin <> 'trichluc', ifnull(excluded.title, ''), ifnull(excluded.type, ''), ifnull(excluded.effective, ''), excluded.origin)
        > (origin <> 'trichluc', ifnull(title, ''), ifnull(type, ''), ifnull(effective, ''), origin)
