-- The year of grades 1 to 4 in plain SQL, for the students whose record is complete. The same clauses as Taqwim in the
-- same order, in whole numbers over a common denominator, so that no mark is rounded on the way: a REAL would call
-- 39.999999999999993 a failure where the regulation has 40. Every statement reads its tables once, in key order.
--
-- Not here: missing facts, absences from assessments, exemptions, the exceptional cases, grade 5 and its second round,
-- placement results, totals, verbal grades, documents, and any reason for a result.

-- KW-10.4, KW-10.3  The level of a competency is the mean of its levels, halves up; their sum is the formative points.
INSERT INTO formative (record_id, points, competencies)
WITH competency_level AS (
    SELECT record_id, (2 * SUM(level) + COUNT(*)) / (2 * COUNT(*)) AS level
    FROM level
    GROUP BY record_id, competency
)
SELECT record_id, SUM(level), COUNT(*)
FROM competency_level
GROUP BY record_id;

-- KW-T-11a, KW-11.1  The points of a unit by the bands of its score out of ten.
INSERT INTO summative (record_id, points, units)
SELECT record_id,
       SUM(CASE WHEN 10 * score_centi >= 9 * maximum_centi THEN 4
                WHEN 10 * score_centi >= 8 * maximum_centi THEN 3
                WHEN 10 * score_centi >= 6 * maximum_centi THEN 2
                WHEN 10 * score_centi >= 4 * maximum_centi THEN 1
                ELSE 0 END),
       COUNT(*)
FROM unit_score
GROUP BY record_id;

-- KW-20.3, KW-22.6, KW-T-22a  Eight latenesses make a day; two marks at 7, 13, 19 and 25 days without excuse, and two
-- for each thirty excused days passed.
INSERT INTO deduction (student_id, term, marks)
WITH absence AS (
    SELECT student_id, term, excused_days,
           full_days + missed_period_days + unapproved_leave_days + lateness_unaccepted / 8 AS unexcused_days
    FROM term_absence
)
SELECT student_id, term,
       2 * ((unexcused_days >= 7) + (unexcused_days >= 13) + (unexcused_days >= 19) + (unexcused_days >= 25)) +
       2 * (MAX(excused_days - 1, 0) / 30)
FROM absence;

-- KW-12.1, KW-22.7, KW-13.1  60 × points ÷ (4 × competencies) + 40 × points ÷ (4 × units), less the deduction, never
-- below zero; the year mark is half the sum of the terms.
INSERT INTO subject_year (student_id, subject_id, mark_num, mark_den)
WITH term_mark AS (
    SELECT student_id, subject_id, term,
           MAX(0, 15 * formative.points * units + 10 * summative.points * competencies -
                      deduction.marks * units * competencies) AS num,
           units * competencies AS den
    FROM record
    JOIN formative USING (record_id)
    JOIN summative USING (record_id)
    JOIN deduction USING (student_id, term)
)
SELECT first.student_id, first.subject_id, first.num * second.den + second.num * first.den,
       2 * first.den * second.den
FROM term_mark AS first
JOIN term_mark AS second USING (student_id, subject_id)
WHERE first.term = 1 AND second.term = 2;

-- KW-4.3, KW-17.1, KW-17.2, KW-4.5 to KW-4.7  Counted subjects below 40 as obtained; 39.5 is raised, and 38.5 when it
-- is the only one; what is left decides.
INSERT INTO decision (student_id, failing_subjects, decision)
WITH failing AS (
    SELECT student_id, mark_num, mark_den, COUNT(*) OVER (PARTITION BY student_id) AS subjects
    FROM subject_year
    JOIN subject USING (subject_id)
    WHERE is_counted = 1 AND mark_num < 40 * mark_den
),
failing_after_raise AS (
    SELECT student_id, COUNT(*) AS subjects
    FROM failing
    WHERE 2 * mark_num < 79 * mark_den AND NOT (subjects = 1 AND 2 * mark_num >= 77 * mark_den)
    GROUP BY student_id
)
SELECT student_id, COALESCE(subjects, 0),
       CASE WHEN COALESCE(subjects, 0) >= 4 THEN 'repeat'
            WHEN subjects > 0 THEN 'placement'
            ELSE 'promoted' END
FROM student
LEFT JOIN failing_after_raise USING (student_id);
