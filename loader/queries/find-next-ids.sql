-- The ids to go on with. In: nothing. Out: one past the largest of document, citation, section, activity, assignment, event, instrument.
SELECT
        (SELECT coalesce(max(id), 0) + 1 FROM document),
        (SELECT coalesce(max(id), 0) + 1 FROM citation),
        (SELECT coalesce(max(id), 0) + 1 FROM section),
        (SELECT coalesce(max(id), 0) + 1 FROM activity),
        (SELECT coalesce(max(id), 0) + 1 FROM assignment),
        (SELECT coalesce(max(id), 0) + 1 FROM event),
        (SELECT coalesce(max(id), 0) + 1 FROM instrument)
