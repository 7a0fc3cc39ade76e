-- To merge a person or a customer, to hand one over and to take an import back ask what refers to them: without these each
-- goes through all reminders and promises there ever were.

-- CreateIndex
CREATE INDEX "CareItem_customerId_idx" ON "CareItem"("customerId");

-- CreateIndex
CREATE INDEX "CareItem_contactId_idx" ON "CareItem"("contactId");

-- CreateIndex
CREATE INDEX "NextStep_contactId_idx" ON "NextStep"("contactId");
