-- What imports made and took back is looked through when somebody is erased: a handful among all that was ever done.
-- Not in schema.prisma, which has no word for part of a table.
CREATE INDEX "AuditEntry_takenBack" ON "AuditEntry" ("organizationId") WHERE what = 'import.undone' AND after IS NULL;
