-- AlterTable
ALTER TABLE "Collection" ADD COLUMN     "importId" UUID;

-- AlterTable
ALTER TABLE "DealMove" ADD COLUMN     "importId" UUID;

-- What an import told of a deal goes again when the import is taken back, and by this way alone: in a transaction that
-- names the import, while it is being undone, rows of that import may be deleted and nothing else.
CREATE FUNCTION taking_back() RETURNS "Import" LANGUAGE sql STABLE AS $$
  SELECT i FROM "Import" i WHERE i.id::text = current_setting('rapport.import', true) AND i.state = 'undoing'
$$;

-- Its argument names what else may be done to the table, in the same careful way.
CREATE FUNCTION refuse_all_but_taking_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND (taking_back()).id IS NOT NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND TG_ARGV[0] = 'erasure' AND (erasing()).id IS NOT NULL THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% on "%" refused: this table is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'Add a new row that corrects the old one.';
END;
$$;

CREATE FUNCTION keep_all_but_imported() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  import "Import" := taking_back();
BEGIN
  IF OLD."importId" = import.id AND OLD."organizationId" = import."organizationId" THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% on "%" refused: this table is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'An import takes back its own rows alone.';
END;
$$;

DROP TRIGGER append_only ON "DealMove";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "DealMove"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_taking_back('erasure');
CREATE TRIGGER imported_only BEFORE DELETE ON "DealMove"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_imported();

DROP TRIGGER append_only ON "Collection";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Collection"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_taking_back('nothing');
CREATE TRIGGER imported_only BEFORE DELETE ON "Collection"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_imported();
