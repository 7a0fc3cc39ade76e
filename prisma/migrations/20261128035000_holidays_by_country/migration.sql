-- What an admin entered is of the country that the company has: it counts there alone. A day of a year that was not
-- entered, such as the last of December, came with the year beside it.
WITH entered AS (
  SELECT o."id", o."country", year::int, o."settings" -> 'holidays' AS holidays
  FROM "Organization" o, jsonb_array_elements_text(o."settings" -> 'holidays' -> 'years') AS year
), days AS (
  SELECT e."id", e.year, kind, day
  FROM entered e, unnest(ARRAY['off', 'working']) AS kind,
    jsonb_array_elements_text(coalesce(e.holidays -> kind, '[]')) AS day
  WHERE CASE
    WHEN e.holidays -> 'years' @> to_jsonb(left(day, 4)::int) THEN left(day, 4)::int
    WHEN substr(day, 6, 2) = '12' THEN left(day, 4)::int + 1
    ELSE left(day, 4)::int - 1 END = e.year
), years AS (
  SELECT e."id", jsonb_agg(jsonb_build_object('country', e."country", 'year', e.year, 'off', listed.off, 'working', listed.working)
    ORDER BY e.year) AS years
  FROM entered e, LATERAL (
    SELECT coalesce(jsonb_agg(day ORDER BY day) FILTER (WHERE kind = 'off'), '[]') AS off,
      coalesce(jsonb_agg(day ORDER BY day) FILTER (WHERE kind = 'working'), '[]') AS working
    FROM days d WHERE d."id" = e."id" AND d.year = e.year) AS listed
  GROUP BY e."id"
)
UPDATE "Organization" o SET "settings" = (o."settings" - 'holidays') || jsonb_build_object('holidayYears', y.years)
FROM years y WHERE y."id" = o."id";
