-- Which body took over from which. In: nothing. Out: predecessor, successor, both folded; both as written, since, source.
SELECT predecessor_folded, successor_folded, predecessor, successor, since, source FROM unit_succession ORDER BY predecessor, successor
