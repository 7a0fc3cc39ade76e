-- CreateIndex
CREATE INDEX "DealMove_organizationId_to_movedOn_idx" ON "DealMove"("organizationId", "to", "movedOn");
