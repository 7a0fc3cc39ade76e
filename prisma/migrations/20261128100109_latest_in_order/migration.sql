-- DropIndex
DROP INDEX "Customer_organizationId_lastContactOn_idx";

-- DropIndex
DROP INDEX "Customer_organizationId_ownerId_lastContactOn_idx";

-- DropIndex
DROP INDEX "Customer_organizationId_segmentId_lastContactOn_idx";

-- DropIndex
DROP INDEX "Customer_organizationId_teamId_lastContactOn_idx";

-- CreateIndex
CREATE INDEX "Customer_organizationId_ownerId_lastContactOn_id_idx" ON "Customer"("organizationId", "ownerId", "lastContactOn" DESC, "id");

-- CreateIndex
CREATE INDEX "Customer_organizationId_teamId_lastContactOn_id_idx" ON "Customer"("organizationId", "teamId", "lastContactOn" DESC, "id");

-- CreateIndex
CREATE INDEX "Customer_organizationId_segmentId_lastContactOn_id_idx" ON "Customer"("organizationId", "segmentId", "lastContactOn" DESC, "id");

-- CreateIndex
CREATE INDEX "Customer_organizationId_lastContactOn_id_idx" ON "Customer"("organizationId", "lastContactOn" DESC, "id");
