-- The archive, version 2. One SQLite file that any SQLite from 3.37 on opens and understands: no private function stands in a view or trigger.
--
-- Every table and column is described here, in the comment above it or behind it, and nowhere else; doc/archive.md is made from this file.
-- span_begin and span_end are UTF-8 bytes into document.text, half-open, both null when the text does not state the thing:
--     substr(CAST(text AS BLOB), span_begin + 1, span_end - span_begin)
-- Dates are ISO 8601, shortened to what is known: 2017-11-02, 2017-07, 2020-Q3, 2022-H1, 2020, --04-21. Types of documents are their Vietnamese
-- names. Kinds, roles and relations are the ids of the rule tables. id is a row's number and means nothing outside this file, X_id refers to the
-- table X. n counts from 1 within the owner, in text order. rule is the id of the rule that found a fact.

-- One call of ingest.
CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        started TEXT NOT NULL,          -- UTC
        finished TEXT,                  -- UTC; null while it runs, and for ever when it was killed
        program_version TEXT NOT NULL,  -- of the program that ran
        rules_version TEXT NOT NULL,    -- of the rules it used
        loaded INTEGER NOT NULL DEFAULT 0,    -- sources that became documents
        unchanged INTEGER NOT NULL DEFAULT 0, -- sources known from earlier, left alone
        duplicate INTEGER NOT NULL DEFAULT 0, -- sources with the bytes of a document already held
        skipped INTEGER NOT NULL DEFAULT 0,   -- sources that are no documents
        failed INTEGER NOT NULL DEFAULT 0     -- sources that could not be read
) STRICT;

-- A mail or an envelope (edXML) that came, as its headers say: how the documents in it reached the office.
CREATE TABLE arrival (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL DEFAULT 'mail', -- mail or edxml
        path TEXT NOT NULL,             -- of the mail, or of the mailbox or other file it stands in
        member TEXT,                    -- its own path in there; null = the file itself
        message_id TEXT,                -- without brackets; of an envelope its DocumentId
        sender TEXT,                    -- Nguyễn Văn A <a@example.vn>
        recipients TEXT,                -- To and Cc, parted by commas
        subject TEXT,
        sent TEXT,                      -- its Date, in the time of Vietnam: 2024-03-05T08:30:00+07:00
        received TEXT                   -- when the last server took it in, likewise; null = it does not say
) STRICT;
CREATE UNIQUE INDEX arrival_path ON arrival (path, ifnull(member, ''));

-- A file, or a member of a mail or zip, that was met, with what became of it.
CREATE TABLE source (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES run (id), -- the run that gave it its outcome
        path TEXT NOT NULL,             -- as found
        member TEXT,                    -- path inside the container; null = the file itself
        sha256 TEXT,                    -- of its bytes, lower-case hex; null = never read; of a mail in a mailbox as it stands there
        bytes INTEGER NOT NULL,         -- its size
        mtime INTEGER NOT NULL,         -- last modification, seconds since 1970
        media_type TEXT,                -- told from the content: text/plain, ...
        encoding TEXT,                  -- of the text as found
        outcome TEXT NOT NULL,          -- loaded, duplicate, skipped or failed
        code TEXT,                      -- why it was skipped or failed
        message TEXT,                   -- the same as an English sentence; diagnostic_code has the Vietnamese one
        detail TEXT,                    -- what exactly: a number, a name, a limit
        starts_at INTEGER,              -- of a mail in a mailbox: the byte it started at when it was read
        document_id INTEGER REFERENCES document (id),
        arrival_id INTEGER REFERENCES arrival (id) -- the mail it came in, the outermost one; of a mail: itself
) STRICT;
CREATE UNIQUE INDEX source_path ON source (path, ifnull(member, ''));
CREATE INDEX source_document ON source (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX source_arrival ON source (arrival_id) WHERE arrival_id IS NOT NULL;
CREATE INDEX source_failed ON source (outcome) WHERE outcome IN ('skipped', 'failed');

-- What the envelope of a source says of the document in it: a witness, never the truth. Where the text says otherwise, list conflicts tells.
CREATE TABLE witness (
        source_id INTEGER NOT NULL REFERENCES source (id),
        field TEXT NOT NULL,            -- number, date, type, title, issuer, issuer_code, place, signer, signer_position, document_id
        value TEXT NOT NULL,            -- number, date and type in the forms of document.key, date and type
        PRIMARY KEY (source_id, field)
) STRICT, WITHOUT ROWID;

-- A unit that issues, leads, takes part or receives: committee, ministry, department, party body.
CREATE TABLE unit (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,             -- canonical, locality explicit: Sở Thông tin và Truyền thông tỉnh Hà Tĩnh
        kind TEXT,                      -- ubnd, hdnd, bo, so, dang, ...; null = not recognised
        level TEXT,                     -- tw, tinh, huyen, xa; null = not known
        province TEXT,                  -- Hà Tĩnh; null = central, or not known
        folded TEXT NOT NULL            -- the name without marks, lower case
) STRICT;
CREATE INDEX unit_folded ON unit (folded);

-- Which body took over from which: names are those of the time, and none is rewritten. A province stands for all its bodies.
CREATE TABLE unit_succession (
        predecessor TEXT NOT NULL,      -- Bộ Thông tin và Truyền thông; tỉnh Kiên Giang
        successor TEXT NOT NULL,        -- Bộ Khoa học và Công nghệ; tỉnh An Giang
        since TEXT,                     -- the first day, month or year of the successor
        source TEXT,                    -- the document it rests on; null = not noted
        predecessor_folded TEXT NOT NULL, -- without marks, lower case, like unit.folded
        successor_folded TEXT NOT NULL,
        PRIMARY KEY (predecessor, successor)
) STRICT, WITHOUT ROWID;

-- The Vietnamese names of document types in use, for filters typed without marks.
CREATE TABLE document_type (
        name TEXT PRIMARY KEY,          -- Thông tư
        folded TEXT NOT NULL,           -- thong tu
        id TEXT                         -- thong_tu, of the rule tables; of several types with this name the one met first
) STRICT, WITHOUT ROWID;

-- The identity of an official document, whether held or only cited. The same number is given by every province every year, so key and series
-- together identify; loader/identity.c says how the series is made.
CREATE TABLE instrument (
        id INTEGER PRIMARY KEY,
        type TEXT,                      -- of the document held, else as cited
        key TEXT NOT NULL,              -- canonical: 22/2016/TT-BTTTT
        year INTEGER,                   -- of its number series: the year in the number, else of its date; for Party numbers the first year of the committee term
        issuer_id INTEGER REFERENCES unit (id),
        date TEXT,                      -- of the document held, else as cited
        title TEXT,                     -- of the document held, else as cited
        series TEXT NOT NULL,           -- year, issuer and (of a Party QĐ) type as far as the key leaves them open, '?' = not known; '' = the key alone identifies
        provisional INTEGER NOT NULL,   -- 1 = only known from citations that do not tell the whole identity
        document_id INTEGER REFERENCES document (id) -- null = cited, not held; of several documents with this identity the one with the smallest sha256
) STRICT;
CREATE UNIQUE INDEX instrument_identity ON instrument (key, series);
CREATE INDEX instrument_document ON instrument (document_id) WHERE document_id IS NOT NULL;

-- The register: what a list of documents says of them, held or not. A witness that no document's own statement is changed for. The laws of the list that
-- comes with the program are there from the beginning.
CREATE TABLE known_instrument (
        key TEXT NOT NULL,              -- canonical
        date TEXT NOT NULL,             -- '' = not told, like issuer
        issuer TEXT NOT NULL,           -- as the list writes it
        type TEXT,
        title TEXT,
        effective TEXT,                 -- the day it came into force
        name TEXT,                      -- of a law: type and title folded, luat bao chi
        origin TEXT NOT NULL,           -- the file it came from; trichluc = the program's own list
        PRIMARY KEY (key, date, issuer)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_instrument_name ON known_instrument (name) WHERE name IS NOT NULL;

-- A document held: what it says of itself, and its text.
CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        instrument_id INTEGER REFERENCES instrument (id), -- null = it has no complete number
        type TEXT,                      -- Quyết định
        type_id TEXT,                   -- its id where that is not document_type.id, '' = it has none
        key TEXT,                       -- canonical number; null unless number_status is full
        number_status TEXT NOT NULL,    -- full, partial (blank in the text, as in drafts) or absent
        key_pattern TEXT,               -- a partial number with ? for what is blank: ?/BC-UBND
        date TEXT,
        date_precision TEXT,            -- minute, day, month, quarter, half or year
        date_missing TEXT,              -- what of it is blank: day month
        place TEXT,                     -- before the date: Hà Tĩnh
        issuer_id INTEGER REFERENCES unit (id),
        issuer_name TEXT,               -- its name here where it is spelled otherwise than in unit: cases, tone marks
        issuer_abbr TEXT,               -- as the document abbreviates it
        issuer_level TEXT,              -- tw, tinh, huyen, xa; as the document tells it
        parent_id INTEGER REFERENCES unit (id), -- the body above the issuer
        parent_name TEXT,               -- as issuer_name
        title TEXT,                     -- trích yếu, one line
        signer_name TEXT,
        signer_position TEXT,           -- Phó Giám đốc
        signer_authority TEXT,          -- TM KT, outermost first
        province TEXT,
        district TEXT,
        ward TEXT,
        number TEXT,                    -- digits of the number: 22
        suffix TEXT,                    -- a, bis
        number_year INTEGER,            -- the year in the number
        type_abbr TEXT,                 -- the mark of the type in the number: TT
        issuer_abbrs TEXT,              -- the other marks in it, parted by commas: BTTTT
        number_style TEXT,              -- hanh_chinh, qppl, quoc_hoi, cong_van, dang, phoi_hop, hop_nhat or cu
        archive_codes TEXT,             -- of the line "Lưu:", parted by commas
        drafter TEXT,                   -- initials on that line
        copies TEXT,                    -- how many were made
        urgency TEXT,                   -- khẩn, thượng khẩn, hỏa tốc
        secrecy TEXT,                   -- mật, tối mật, tuyệt mật
        sha256 TEXT NOT NULL,           -- of the source's bytes, lower-case hex
        extractor_version TEXT NOT NULL,  -- what made text
        normalizer_version TEXT NOT NULL, -- what folded it for full text
        rules_version TEXT NOT NULL,    -- what understood it
        text TEXT NOT NULL,             -- display text: what a person reads, and what spans speak of; behind the other columns, which are read without it
        blocks BLOB                     -- its paragraphs, cells and headings, for reextract (extractor/blocks.h says how); null = not known, made by an older program
) STRICT;
CREATE UNIQUE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_key ON document (key) WHERE key IS NOT NULL;
CREATE INDEX document_date ON document (date) WHERE date IS NOT NULL;
CREATE INDEX document_instrument ON document (instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX document_versions ON document (rules_version, normalizer_version, extractor_version);
CREATE INDEX document_without_blocks ON document (id) WHERE blocks IS NULL;

-- How many documents there are of a type, issuer and year. Kept with every change, so that nobody has to count; a group that lost its last one stays with 0.
CREATE TABLE document_count (
        type TEXT,
        issuer_id INTEGER REFERENCES unit (id),
        year INTEGER,                   -- of the document's date
        documents INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_count_group ON document_count (ifnull(type, ''), ifnull(issuer_id, 0), ifnull(year, 0));

-- How often an instrument is cited, kept likewise; mentions of class self do not count. No row, or zeros = never.
CREATE TABLE citation_count (
        instrument_id INTEGER PRIMARY KEY REFERENCES instrument (id),
        citations INTEGER NOT NULL,     -- rows of citation
        documents INTEGER NOT NULL      -- that these stand in
) STRICT;

-- Where the document says what the columns of document hold.
CREATE TABLE document_field (
        document_id INTEGER NOT NULL REFERENCES document (id),
        field TEXT NOT NULL,            -- type, number, date, place, issuer, parent, title or signer
        span_begin INTEGER NOT NULL,
        span_end INTEGER NOT NULL,
        PRIMARY KEY (document_id, field)
) STRICT, WITHOUT ROWID;

-- A heading and what stands under it.
CREATE TABLE section (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,
        level INTEGER NOT NULL,         -- 1 = outermost
        number TEXT,                    -- as printed: II, 1, a
        heading TEXT,
        kind TEXT,                      -- ket_qua, han_che, kien_nghi, ...
        span_begin INTEGER,
        span_end INTEGER
) STRICT;
CREATE INDEX section_document ON section (document_id);

-- A mention of a document in the text of another. Everything is as stated there; instrument_id is how it was resolved.
CREATE TABLE citation (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,             -- c01 of the record is 1
        instrument_id INTEGER REFERENCES instrument (id), -- null: see why_unlinked
        subject_citation_id INTEGER REFERENCES citation (id), -- the citation it belongs to; null = the document itself
        refers_to_citation_id INTEGER REFERENCES citation (id), -- the fullest mention of the same document here
        refers_to_document INTEGER NOT NULL DEFAULT 0, -- 1 = it speaks of the document it stands in
        class TEXT NOT NULL,            -- numbered, named, unnumbered, back_ref or self
        type TEXT,                      -- Thông tư
        type_id TEXT,                   -- as document.type_id
        type_printed TEXT,              -- the word in the text where it is another than type
        key TEXT,                       -- canonical; null unless the number is complete
        key_pattern TEXT,               -- a partial number with ? for what is left out
        number TEXT,                    -- digits of the number: 22
        suffix TEXT,                    -- a, bis
        year INTEGER,                   -- in the number, or behind a name: Luật Báo chí 2016
        type_abbr TEXT,                 -- the mark of the type in the number: TT
        style TEXT,                     -- of the number; see document.number_style
        date TEXT,
        date_precision TEXT,
        issuer_id INTEGER REFERENCES unit (id),
        issuer_name TEXT,               -- as document.issuer_name
        relation TEXT,                  -- can_cu, sua_doi_bo_sung, thay_the, ...
        inverse INTEGER NOT NULL DEFAULT 0, -- 1 = it goes from this one to its subject: "X được sửa đổi bởi Y", with Y here and X the subject
        parts TEXT,                     -- what of it is cited: Điều 4/khoản 2; Điều 5
        title TEXT,
        list INTEGER,                   -- citations of one list share it; null = alone
        status TEXT NOT NULL,           -- ok, source_error, conflict or ambiguous
        suggested_key TEXT,             -- what a wrong number should most likely have been
        why_unlinked TEXT,              -- no_number, partial_number, ambiguous (several instruments fit what is stated), unproven (one fits, nothing proves it), incomplete (none known fits; it waits at a provisional instrument) or date_conflict (the document held has quite another date)
        series_known TEXT,              -- what is stated of year and issuer when it does not identify alone or is doubted; else null
        number_begin INTEGER,           -- where number, date, issuer and title stand, like the spans
        number_end INTEGER,
        date_begin INTEGER,
        date_end INTEGER,
        issuer_begin INTEGER,
        issuer_end INTEGER,
        title_begin INTEGER,
        title_end INTEGER,
        span_begin INTEGER,
        span_end INTEGER,
        rule TEXT                       -- id of the rule that found it
) STRICT;
CREATE INDEX citation_document ON citation (document_id, instrument_id); -- steps through citations read nothing else
CREATE INDEX citation_instrument ON citation (instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX citation_subject ON citation (subject_citation_id) WHERE subject_citation_id IS NOT NULL;
CREATE INDEX citation_refers_to ON citation (refers_to_citation_id) WHERE refers_to_citation_id IS NOT NULL;
CREATE INDEX citation_loose ON citation (key, series_known, instrument_id) WHERE series_known IS NOT NULL AND instrument_id IS NOT NULL;
CREATE INDEX citation_ambiguous ON citation (key, series_known) WHERE series_known IS NOT NULL AND instrument_id IS NULL;
CREATE INDEX citation_suggested ON citation (suggested_key) WHERE suggested_key IS NOT NULL;

-- A part of the cited document that is named: Điều 4/khoản 2/điểm a.
CREATE TABLE citation_part (
        citation_id INTEGER NOT NULL REFERENCES citation (id),
        n INTEGER NOT NULL,
        path TEXT NOT NULL,
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (citation_id, n)
) STRICT, WITHOUT ROWID;

-- The ids of the rules that found dates and units, once each: there are many of both.
CREATE TABLE rule (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE       -- ngay.so: the id in the rule files
) STRICT;

-- A date or period in the text.
CREATE TABLE date_mention (
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,
        kind TEXT NOT NULL,             -- date, month, quarter, half, year, year_range, open_range, until, month_day, partial, ...
        iso TEXT,
        iso_end TEXT,                   -- end of a range
        first_day TEXT,                 -- first and last day covered; null = open
        last_day TEXT,
        precision TEXT,
        missing TEXT,                   -- what is blank: day month
        inherited TEXT,                 -- what was taken from elsewhere: year
        role TEXT,                      -- doc_date, citation:c01, period, schedule, event, ...
        span_begin INTEGER,
        span_end INTEGER,
        rule_id INTEGER REFERENCES rule (id), -- that found it
        PRIMARY KEY (document_id, n)
) STRICT, WITHOUT ROWID;

-- A unit named in the text.
CREATE TABLE unit_mention (
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,
        unit_id INTEGER NOT NULL REFERENCES unit (id),
        name TEXT,                      -- its name here where it is spelled otherwise than in unit
        role TEXT,                      -- issuer, lead, partner, recipient, actor, ...
        span_begin INTEGER,
        span_end INTEGER,
        rule_id INTEGER REFERENCES rule (id), -- that found it
        PRIMARY KEY (document_id, n)
) STRICT, WITHOUT ROWID;

-- A task of a plan.
CREATE TABLE activity (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id),
        section_id INTEGER REFERENCES section (id),
        number TEXT,
        title TEXT,
        title_begin INTEGER,
        title_end INTEGER,
        time_text TEXT,                 -- as printed: Quý III/2020
        time_start TEXT,
        time_end TEXT,
        time_kind TEXT,
        time_begin INTEGER,             -- where time_text stands, bytes like the spans
        time_stop INTEGER,
        budget TEXT,
        product TEXT,
        span_begin INTEGER,
        span_end INTEGER
) STRICT;
CREATE INDEX activity_document ON activity (document_id);
CREATE INDEX activity_section ON activity (section_id) WHERE section_id IS NOT NULL;

-- Who leads an activity or takes part in it.
CREATE TABLE activity_unit (
        activity_id INTEGER NOT NULL REFERENCES activity (id),
        n INTEGER NOT NULL,
        unit_id INTEGER NOT NULL REFERENCES unit (id),
        name TEXT,                      -- as unit_mention.name
        role TEXT NOT NULL,             -- lead or partner
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (activity_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_unit_unit ON activity_unit (unit_id);

-- The points of an activity.
CREATE TABLE activity_item (
        activity_id INTEGER NOT NULL REFERENCES activity (id),
        n INTEGER NOT NULL,
        text TEXT,
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (activity_id, n)
) STRICT, WITHOUT ROWID;

-- What units are told to do: the section "tổ chức thực hiện" of plans and decisions.
CREATE TABLE assignment (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id),
        span_begin INTEGER,
        span_end INTEGER
) STRICT;
CREATE INDEX assignment_document ON assignment (document_id);

-- Who is told.
CREATE TABLE assignment_unit (
        assignment_id INTEGER NOT NULL REFERENCES assignment (id),
        n INTEGER NOT NULL,
        unit_id INTEGER NOT NULL REFERENCES unit (id),
        name TEXT,                      -- as unit_mention.name
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (assignment_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_unit_unit ON assignment_unit (unit_id);

-- What is told.
CREATE TABLE assignment_duty (
        assignment_id INTEGER NOT NULL REFERENCES assignment (id),
        n INTEGER NOT NULL,
        role TEXT,                      -- from its first words: chu_tri, phoi_hop, ...
        text TEXT,
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (assignment_id, n)
) STRICT, WITHOUT ROWID;

-- Something that happened, with its date.
CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id),
        date TEXT,
        date_precision TEXT,
        date_begin INTEGER,
        date_end INTEGER,
        action TEXT,
        place TEXT,
        span_begin INTEGER,
        span_end INTEGER
) STRICT;
CREATE INDEX event_document ON event (document_id);

-- Who did it.
CREATE TABLE event_unit (
        event_id INTEGER NOT NULL REFERENCES event (id),
        n INTEGER NOT NULL,
        unit_id INTEGER NOT NULL REFERENCES unit (id),
        name TEXT,                      -- as unit_mention.name
        role TEXT NOT NULL,             -- actor or partner
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (event_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_unit_unit ON event_unit (unit_id);

-- A number with what it counts.
CREATE TABLE quantity (
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,
        value REAL NOT NULL,
        unit TEXT,
        approx TEXT,                    -- hơn, trên, gần, ...
        per TEXT,                       -- năm of "4 đợt/năm"
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (document_id, n)
) STRICT, WITHOUT ROWID;

-- The quantities that tell the size of an event.
CREATE TABLE event_quantity (
        event_id INTEGER NOT NULL REFERENCES event (id),
        n INTEGER NOT NULL,
        quantity_n INTEGER NOT NULL,    -- quantity.n of the same document
        PRIMARY KEY (event_id, n)
) STRICT, WITHOUT ROWID;

-- A line of "Nơi nhận".
CREATE TABLE recipient (
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,
        name TEXT,
        note TEXT,                      -- b/c, p/h, ...
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (document_id, n)
) STRICT, WITHOUT ROWID;

-- What was wrong, shortened, replaced or doubtful in a document.
CREATE TABLE diagnostic (
        document_id INTEGER NOT NULL REFERENCES document (id),
        n INTEGER NOT NULL,
        code TEXT NOT NULL,             -- see diagnostic_code
        severity TEXT NOT NULL,         -- error, warning or note
        detail TEXT,                    -- what exactly
        span_begin INTEGER,
        span_end INTEGER,
        PRIMARY KEY (document_id, n)
) STRICT, WITHOUT ROWID;

-- The codes of diagnostic and source in words, in both languages.
CREATE TABLE diagnostic_code (
        name TEXT PRIMARY KEY,
        severity TEXT NOT NULL,
        message_vi TEXT NOT NULL,       -- what happened
        message_en TEXT NOT NULL,
        todo_vi TEXT NOT NULL,          -- what to do about it; empty = nothing
        todo_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full text. rowid = document.id. The words are folded (no marks, đ = d, lower case), so a query must be folded too: 'quyet dinh'.
-- It keeps no text of its own: snippets are cut from document.text.
CREATE VIRTUAL TABLE document_fts USING fts5 (
        title,                          -- folded
        body,                           -- document.text, folded
        content='', tokenize='ascii'
);

-- One row a citation, both documents in words. What the text leaves out of the cited document is taken from the instrument it was resolved to.
CREATE VIEW v_citation AS
SELECT
        c.id AS citation_id,
        c.document_id AS citing_id,     -- document.id
        d.type AS citing_type,
        coalesce(d.key, d.key_pattern) AS citing_key,
        d.date AS citing_date,
        du.name AS citing_issuer,
        d.title AS citing_title,
        c.class,
        c.relation,
        c.subject_citation_id,          -- null = the relation is the citing document's own
        c.inverse,                      -- 1 = the relation goes from the cited document to the subject
        c.instrument_id,
        i.document_id AS cited_id,      -- document.id; null = not held
        coalesce(c.type, i.type) AS cited_type,
        coalesce(c.key, i.key, c.key_pattern) AS cited_key,
        coalesce(c.date, i.date) AS cited_date,
        coalesce(cu.name, iu.name) AS cited_issuer,
        coalesce(i.title, c.title) AS cited_title,
        c.parts,
        i.document_id IS NOT NULL AS held,
        CAST(substr(CAST(d.text AS BLOB), c.span_begin + 1, c.span_end - c.span_begin) AS TEXT) AS words,
        c.status,
        c.suggested_key,
        c.why_unlinked
FROM citation c
JOIN document d ON d.id = c.document_id
LEFT JOIN unit du ON du.id = d.issuer_id
LEFT JOIN instrument i ON i.id = c.instrument_id
LEFT JOIN unit cu ON cu.id = c.issuer_id
LEFT JOIN unit iu ON iu.id = i.issuer_id;
