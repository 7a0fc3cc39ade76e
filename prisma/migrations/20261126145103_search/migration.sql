DROP INDEX "Customer_organizationId_teamId_idx";
CREATE INDEX "Customer_organizationId_teamId_lastContactOn_idx" ON "Customer"("organizationId", "teamId", "lastContactOn");
CREATE INDEX "Customer_organizationId_segmentId_lastContactOn_idx" ON "Customer"("organizationId", "segmentId", "lastContactOn");
CREATE INDEX "Customer_organizationId_lastContactOn_idx" ON "Customer"("organizationId", "lastContactOn");

-- What stands there was made before traditional and simplified characters had one key; a job makes it anew.
ALTER TABLE "Customer" ADD COLUMN "searchMake" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Customer" ALTER COLUMN "searchMake" SET DEFAULT 2;
ALTER TABLE "Contact" ADD COLUMN "searchMake" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Contact" ALTER COLUMN "searchMake" SET DEFAULT 2;

-- The pieces by which a search text is found: of each word the whole ("=宏达机电"), its beginnings ("^宏达"), and pieces
-- inside it: of two letters where it is short or not Latin, else of three where a syllable or a number may begin, which
-- is a third of all. Not pg_trgm: that one needs an extension, which not every server's owner may create, knows no
-- Chinese letters in a database with the locale C, and has nothing to offer for a part of one or two letters.
-- features/finding/rules.ts asks with the same pieces. It is dear so that no plan calls it for rows that an index has
-- not chosen.
CREATE FUNCTION search_grams(said text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
DECLARE
  word text;
  size int;
  piece text;
  pairs boolean;
  grams text[] := '{}';
BEGIN
  FOREACH word IN ARRAY string_to_array(said, ' ') LOOP
    CONTINUE WHEN word = '';
    word := left(word, 40);
    size := length(word);
    pairs := size < 10 OR octet_length(word) > size;
    grams := grams || ARRAY['=' || word, '^' || left(word, 1), '^' || left(word, 2), '^' || left(word, 3), '^' || left(word, 4)];
    FOR n IN 1..size - 1 LOOP
      piece := substr(word, n, 3);
      IF pairs THEN grams := grams || left(piece, 2); END IF;
      IF n < size - 1 AND piece ~ '^(?:[0-9]|[b-df-hj-np-tv-z][aeiouvh])' THEN grams := grams || piece; END IF;
    END LOOP;
  END LOOP;
  RETURN grams;
END;
$$;

-- The last four digits of each number: enough to find few, and the same whatever stands before them.
CREATE FUNCTION phone_ends(phones text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
  SELECT coalesce(array_agg(right(regexp_replace(phone, '[^0-9]', '', 'g'), 4)), '{}') FROM unnest(phones) phone
$$;

CREATE INDEX "Customer_search" ON "Customer" USING gin (search_grams("searchText"));
CREATE INDEX "Contact_search" ON "Contact" USING gin (search_grams("searchText"));
CREATE INDEX "Contact_phones" ON "Contact" USING gin (phone_ends(phones));
CREATE INDEX "Contact_mail" ON "Contact" ("organizationId", lower(mail));
