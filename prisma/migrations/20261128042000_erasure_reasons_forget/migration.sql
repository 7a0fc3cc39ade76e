-- Why somebody was erased may name another person: who is erased later goes from there as from any text.
DROP TRIGGER append_only ON "Erasure";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Erasure"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_erasure();
CREATE TRIGGER text_only BEFORE UPDATE ON "Erasure"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_text('why');
