-- The register of an archive that is merged. In: nothing. Out: type, key, date, issuer, effective, title, origin.
SELECT type, key, date, issuer, effective, title, origin FROM known_instrument ORDER BY key, date, issuer
