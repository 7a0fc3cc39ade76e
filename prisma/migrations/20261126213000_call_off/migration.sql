-- What a statement's condition says when it does not hold: the statement is called off, and whatever it began with it.
CREATE FUNCTION call_off(condition text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', condition USING ERRCODE = 'RA001';
END;
$$;
