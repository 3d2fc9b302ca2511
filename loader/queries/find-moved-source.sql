-- A file by the other names it may have had. In: :a, :b: two of them; :c: what the others begin with, :d: the first text behind all of those. Out: path.
SELECT path FROM source WHERE ifnull(member, '') = '' AND path = :a
UNION ALL
SELECT path FROM source WHERE ifnull(member, '') = '' AND path = :b
UNION ALL
SELECT path FROM source WHERE ifnull(member, '') = '' AND path >= :c AND path < :d
