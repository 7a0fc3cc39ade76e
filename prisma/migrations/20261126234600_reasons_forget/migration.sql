-- A reason of ours may hold a place or a note, and a name in it: an erasure reaches it as it reaches words.
DROP TRIGGER text_only ON "DealMove";
CREATE TRIGGER text_only BEFORE UPDATE ON "DealMove"
  FOR EACH ROW EXECUTE FUNCTION keep_all_but_text('why,reason');
