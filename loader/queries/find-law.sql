-- The laws of a name. In: :name. Out: key, date, issuer, title.
SELECT key, date, issuer, title FROM known_instrument WHERE name = :name ORDER BY key, date, issuer
