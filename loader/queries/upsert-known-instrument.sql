-- A row of the register. In: :key, :date, :issuer, :type, :title, :effective, :name, :origin. Out: nothing; no change when it is there already.
INSERT INTO known_instrument (key, date, issuer, type, title, effective, name, origin)
VALUES (:key, :date, :issuer, :type, :title, :effective, :name, :origin)
ON CONFLICT (key, date, issuer) DO UPDATE
SET type = excluded.type, title = excluded.title, effective = excluded.effective, name = excluded.name, origin = excluded.origin
WHERE (type, title, effective, name) IS NOT (excluded.type, excluded.title, excluded.effective, excluded.name)
