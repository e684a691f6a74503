-- When it was said, by the words of the sentence and the day of publication. `expected` was worked out from a calendar by hand.
CREATE TEMPORARY TABLE expressions (published date, words text, expected text);
INSERT INTO expressions VALUES
    -- a bare weekday is the latest such day, the day of publication included
    ('2025-08-25', 'on Monday', '2025-08-25'), ('2025-08-25', 'on Tuesday', '2025-08-19'),
    ('2025-08-26', 'on Monday', '2025-08-25'), ('2025-08-26', 'on Tuesday', '2025-08-26'),
    ('2025-08-27', 'on Thursday', '2025-08-21'), ('2025-08-28', 'on Thursday', '2025-08-28'),
    ('2025-08-29', 'on Friday', '2025-08-29'), ('2025-08-29', 'Wednesday', '2025-08-27'),
    ('2025-08-29', 'on Saturday', '2025-08-23'), ('2025-08-30', 'on Friday', '2025-08-29'),
    ('2025-08-31', 'on Saturday', '2025-08-30'), ('2025-08-31', 'on Sunday', '2025-08-31'),
    ('2025-09-01', 'on Sunday', '2025-08-31'), ('2026-01-01', 'on Wednesday', '2025-12-31'),
    ('2026-01-02', 'on Tuesday', '2025-12-30'), ('2024-03-01', 'on Thursday', '2024-02-29'),
    ('2025-03-02', 'on Friday', '2025-02-28'), ('2000-03-01', 'on Tuesday', '2000-02-29'),
    ('2025-08-29', 'late Thursday', '2025-08-28'), ('2025-08-29', 'early on Thursday', '2025-08-28'),
    ('2025-08-29', 'on Tues', '2025-08-26'), ('2025-08-29', 'on Friday morning', '2025-08-29'),
    ('2025-08-29', 'Thursday night', '2025-08-28'), ('2025-08-29', 'in Friday''s press briefing', '2025-08-29'),
    ('2025-08-29', 'in an interview on Monday', '2025-08-25'), ('2025-08-29', 'at a news conference Wednesday', '2025-08-27'),
    -- with "last" the day of publication is not meant
    ('2025-08-29', 'last Friday', '2025-08-22'), ('2025-08-29', 'last Monday', '2025-08-25'),
    ('2026-01-01', 'last Thursday', '2025-12-25'),
    -- the week of a weekday
    ('2025-08-29', 'on Tuesday last week', '2025-08-19'), ('2025-08-29', 'on Monday of last week', '2025-08-18'),
    ('2026-01-02', 'on Friday last week', '2025-12-26'), ('2025-08-29', 'on Monday this week', '2025-08-25'),
    -- days by their distance
    ('2025-08-29', 'today', '2025-08-29'), ('2025-08-29', 'yesterday', '2025-08-28'),
    ('2026-01-01', 'yesterday', '2025-12-31'), ('2024-03-01', 'yesterday', '2024-02-29'),
    ('2025-03-01', 'yesterday', '2025-02-28'), ('2025-08-29', 'last night', '2025-08-28'),
    ('2025-08-29', 'tonight', '2025-08-29'), ('2025-08-29', 'this morning', '2025-08-29'),
    ('2025-08-29', 'earlier today', '2025-08-29'), ('2025-08-29', 'the day before yesterday', '2025-08-27'),
    ('2025-08-29', 'two days ago', '2025-08-27'), ('2024-03-02', 'two days ago', '2024-02-29'),
    ('2025-08-29', 'a couple of days ago', '2025-08-27'), ('2025-08-29', '10 days ago', '2025-08-19'),
    ('2025-08-29', 'a few hours ago', '2025-08-29'), ('2025-08-29', 'three hours ago', '2025-08-29'),
    -- what names no single day is the month or year that holds all it may mean
    ('2025-08-29', 'last week', '2025-08'), ('2025-09-03', 'last week', '2025-08'),
    ('2025-08-06', 'last week', '2025'), ('2026-01-07', 'last week', NULL),
    ('2025-08-29', 'this week', '2025-08'), ('2025-08-29', 'earlier this week', '2025-08'),
    ('2025-08-29', 'two weeks ago', '2025-08'), ('2025-08-29', 'a few days ago', '2025-08'),
    ('2025-08-29', 'over the weekend', '2025-08'), ('2025-09-03', 'at the weekend', '2025-08'),
    ('2025-08-29', 'several weeks ago', '2025'),
    -- months and years
    ('2025-08-29', 'in January', '2025-01'), ('2026-01-05', 'in December', '2025-12'),
    ('2026-01-05', 'in January', '2026-01'), ('2025-08-29', 'in November', '2024-11'),
    ('2025-08-29', 'in August', '2025-08'), ('2025-08-29', 'in late July', '2025-07'),
    ('2025-08-29', 'in May', '2025-05'), ('2025-12-10', 'last December', '2024-12'),
    ('2025-08-29', 'last month', '2025-07'), ('2026-01-15', 'last month', '2025-12'),
    ('2025-08-29', 'earlier this month', '2025-08'), ('2025-08-29', 'three months ago', '2025-05'),
    ('2026-02-10', 'three months ago', '2025-11'), ('2025-08-29', 'last year', '2024'),
    ('2025-08-29', 'earlier this year', '2025'), ('2025-08-29', 'two years ago', '2023'),
    ('2025-08-29', 'in 2019', '2019'), ('2025-08-29', 'in early 2019', '2019'),
    ('2025-08-29', 'in March 2021', '2021-03'),
    -- absolute days, with and without their year
    ('2025-08-29', 'on Aug. 12', '2025-08-12'), ('2025-08-29', 'on August 12', '2025-08-12'),
    ('2025-08-29', 'on 12 August', '2025-08-12'), ('2025-08-29', 'on December 20', '2024-12-20'),
    ('2026-01-05', 'on Dec. 20', '2025-12-20'), ('2026-01-05', 'on Jan. 5', '2026-01-05'),
    ('2026-01-05', 'on Jan. 6', '2025-01-06'), ('2025-03-01', 'on Feb. 29', '2024-02-29'),
    ('2025-08-29', 'on August 12, 2023', '2023-08-12'), ('2025-08-29', 'on 3 May 2022', '2022-05-03'),
    ('2025-08-29', 'on 2024-02-29', '2024-02-29'),
    -- never after publication, unless the text says so
    ('2025-08-29', 'next Friday', NULL), ('2025-08-29', 'tomorrow', NULL),
    -- dates of other things
    ('2025-08-29', 'after Tuesday''s election', NULL), ('2025-08-29', 'ahead of Monday''s vote', NULL),
    ('2025-08-29', 'a day after the storm', NULL),
    -- none
    ('2025-08-29', 'at length', NULL), (NULL, 'on Friday', NULL), (NULL, 'yesterday', NULL),
    (NULL, 'on 3 May 2022', '2022-05-03');

SELECT count(*) >= 80 AS enough FROM expressions;
SELECT published, words, expected, got
FROM expressions,
    LATERAL (SELECT min(s['said']) AS got, count(*) AS n
             FROM statements(format(E'Mara Vell spoke of the dam at length.\n\n"The dam will hold for another hundred years," Mara Vell said %s.', words),
                             published) AS s) AS s
WHERE got IS DISTINCT FROM expected OR n <> 1;

-- A statement without a date was made on the occasion of the one before by the same speaker; an expert's own was not.
\set report 'Orland''s harbour ministry said on Friday that it rejects the charge of smuggling.\n\n"The charge is baseless," ministry spokesperson Ada Brenn told reporters.\n\nShe said that the ships had been searched.\n\nIven Dahl, a lecturer at Port Varrel University, said that the search was thorough.\n\nA similar quarrel ended in March. An Orland official said at the time that the search "was a courtesy."\n\nTwo days later, Brenn said that it was more than that.'
SELECT speaker(s), s['said'] FROM statements(:'report', '2031-03-09') AS s;

-- An occasion that the report dates: who told it so, who is told of at it, and counsel in court. A month does not go on.
CREATE TEMPORARY TABLE occasions (report text, expected text[]);
INSERT INTO occasions VALUES
    (E'The harbour trial opened in Port Varrel on Thursday.\n\nMara Vell told the court that the dam was safe. "I checked it twice," she said.',
     '{2031-03-06,2031-03-06}'),
    (E'A coroner began a hearing on Wednesday. Mara Vell testified for three hours.\n\n"I checked the dam twice," Vell said.',
     '{2031-03-05}'),
    (E'The trial of two engineers began on Tuesday.\n\nProsecutor Piet Haller said that both men had lied.',
     '{2031-03-04}'),
    (E'Mara Vell held a press conference in Port Varrel on Friday.\n\n"The dam will hold," Vell said.',
     '{2031-03-07}'),
    (E'The trial of two engineers began on Tuesday.\n\nIven Dahl, a lecturer at Port Varrel University, said that the dam was old.',
     '{NULL}'),
    (E'The hearing opens on Friday.\n\nMara Vell said that the dam was safe.',
     '{NULL}'),
    (E'Mara Vell said in January that the dam was safe.\n\nVell said that it would hold.',
     '{2031-01,NULL}');
SELECT report, expected, got
FROM occasions,
    LATERAL (SELECT array_agg(s['said']) AS got FROM statements(report, '2031-03-09') AS s) AS s
WHERE got IS DISTINCT FROM expected;
