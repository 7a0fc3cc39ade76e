-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Erasure" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "memberId" UUID,
    "why" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Erasure_organizationId_at_idx" ON "Erasure"("organizationId", "at");

-- A person who asks for it goes from the histories too, and by this way alone: in the transaction that records the
-- erasure, free text may be changed and nothing else.
CREATE FUNCTION erasing() RETURNS "Erasure" LANGUAGE sql STABLE AS $$
  SELECT e FROM "Erasure" e
  WHERE e.id::text = current_setting('rapport.erasure', true) AND e.xmin = pg_current_xact_id()::xid
$$;

CREATE FUNCTION refuse_all_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (erasing()).id IS NOT NULL THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% on "%" refused: this table is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'Add a new row that corrects the old one.';
END;
$$;

-- Its argument names the columns with free text, with commas between them.
CREATE FUNCTION keep_all_but_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := string_to_array(TG_ARGV[0], ',');
BEGIN
  IF to_jsonb(NEW) - free = to_jsonb(OLD) - free AND NEW."organizationId" = (erasing())."organizationId" THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% on "%" refused: this table is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'An erasure changes free text alone.';
END;
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Erasure"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();

DROP TRIGGER append_only ON "AuditEntry";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_erasure();
CREATE TRIGGER text_only BEFORE UPDATE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_text('before,after');

DROP TRIGGER append_only ON "DealMove";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "DealMove"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_erasure();
CREATE TRIGGER text_only BEFORE UPDATE ON "DealMove"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_text('why');

DROP TRIGGER append_only ON "ApprovalEvent";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "ApprovalEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_erasure();
CREATE TRIGGER text_only BEFORE UPDATE ON "ApprovalEvent"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_text('reason');
