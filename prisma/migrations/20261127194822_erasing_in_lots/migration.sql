-- What was written of others is gone through behind the answer, lot by lot: as long as texts that name somebody who was
-- erased are left, histories may lose them too.
CREATE OR REPLACE FUNCTION erasing() RETURNS "Erasure" LANGUAGE sql STABLE AS $$
  SELECT e FROM "Erasure" e
  WHERE e.id::text = current_setting('rapport.erasure', true) AND e.xmin = pg_current_xact_id()::xid
  UNION ALL
  SELECT e FROM "Scrubbing" s JOIN "Erasure" e
    ON e."organizationId" = s."organizationId" AND e."contactId"::text = s.wanted -> 'contact' ->> 'id'
  WHERE s.id::text = current_setting('rapport.erasure', true)
  LIMIT 1
$$;
