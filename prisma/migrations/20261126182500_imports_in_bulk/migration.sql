-- Read in the order of their numbers, which the primary key gives. Without it, and with room beside each row, what
-- became of a row is written next to it, and no index is touched.
DROP INDEX "ImportRow_importId_applied_row_idx";
ALTER TABLE "ImportRow" SET (fillfactor = 70);

-- Whole numbers: who has one of a thousand is asked for each lot of an import. A number or two a row go into an index
-- at once; were they gathered first, each question would go through all that is gathered.
CREATE INDEX "Contact_numbers" ON "Contact" USING gin (phones) WITH (fastupdate = off);
ALTER INDEX "Contact_phones" SET (fastupdate = off);
