-- In: the columns, in this order. Out: nothing.
INSERT OR REPLACE INTO unit_succession (predecessor, successor, since, source, predecessor_folded, successor_folded)
VALUES (:predecessor, :successor, :since, :source, :predecessor_folded, :successor_folded)
