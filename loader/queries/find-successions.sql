-- Which body took over from which. In: nothing. Out: predecessor, successor, both folded.
SELECT predecessor_folded, successor_folded FROM unit_succession ORDER BY predecessor, successor
