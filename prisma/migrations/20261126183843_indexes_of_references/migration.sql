-- Before a row goes the database looks for others that refer to it, by their column alone: an index that begins with the
-- organization does not serve it, and to take back a thousand customers would read all contacts a thousand times.

-- DropIndex
DROP INDEX "Activity_organizationId_customerId_happenedOn_idx";

-- DropIndex
DROP INDEX "Contact_organizationId_customerId_idx";

-- DropIndex
DROP INDEX "Deal_organizationId_customerId_stage_idx";

-- DropIndex
DROP INDEX "DealMove_organizationId_dealId_at_idx";

-- DropIndex
DROP INDEX "NextStep_organizationId_customerId_state_idx";

-- CreateIndex
CREATE INDEX "Activity_customerId_happenedOn_idx" ON "Activity"("customerId", "happenedOn" DESC);

-- CreateIndex
CREATE INDEX "Activity_dealId_idx" ON "Activity"("dealId");

-- CreateIndex
CREATE INDEX "Contact_customerId_idx" ON "Contact"("customerId");

-- CreateIndex
CREATE INDEX "Deal_customerId_stage_idx" ON "Deal"("customerId", "stage");

-- CreateIndex
CREATE INDEX "DealMove_dealId_at_idx" ON "DealMove"("dealId", "at");

-- CreateIndex
CREATE INDEX "NextStep_customerId_state_idx" ON "NextStep"("customerId", "state");
