-- An import kept short names without their sounds: search text of these customers is made anew, as after a change of its rules.
UPDATE "Customer" SET "searchMake" = 1 WHERE "importId" IS NOT NULL AND cardinality("shortNames") > 0;
