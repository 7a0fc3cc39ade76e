-- What a merge at the same moment left behind refers to the one that stayed; what nobody has any more to nobody.
UPDATE "Task" t SET "customerId" = (
  SELECT c.id FROM "Merge" m JOIN "Customer" c ON c.id = m."keptId"
  WHERE m."goneId" = t."customerId" AND m."undoneAt" IS NULL ORDER BY m.at DESC LIMIT 1)
WHERE t."customerId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Customer" c WHERE c.id = t."customerId");
UPDATE "ServiceCase" s SET "contactId" = (
  SELECT k.id FROM "Merge" m JOIN "Contact" k ON k.id = m."keptId"
  WHERE m."goneId" = s."contactId" AND m."undoneAt" IS NULL ORDER BY m.at DESC LIMIT 1)
WHERE s."contactId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Contact" k WHERE k.id = s."contactId");
-- Given to somebody whose account was taken back with the list it came from: it is on nobody's list.
DELETE FROM "Task" t WHERE NOT EXISTS (SELECT 1 FROM "Member" m WHERE m.id = t."assigneeId")
  OR NOT EXISTS (SELECT 1 FROM "Member" m WHERE m.id = t."giverId");

-- CreateIndex
CREATE INDEX "ServiceCase_contactId_idx" ON "ServiceCase"("contactId");

-- AddForeignKey
ALTER TABLE "ServiceCase" ADD CONSTRAINT "ServiceCase_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_giverId_fkey" FOREIGN KEY ("giverId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
