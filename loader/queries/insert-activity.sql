-- In: the columns, in this order. Out: nothing.
INSERT INTO activity (id, document_id, section_id, number, title, title_begin, title_end, time_text, time_start, time_end, time_kind, time_begin, time_stop,
        budget, product, span_begin, span_end)
VALUES (:id, :document_id, :section_id, :number, :title, :title_begin, :title_end, :time_text, :time_start, :time_end, :time_kind, :time_begin, :time_stop,
        :budget, :product, :span_begin, :span_end)
