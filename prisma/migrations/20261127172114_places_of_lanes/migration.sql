-- CreateIndex
CREATE INDEX "MessageRef_organizationId_lane_createdAt_idx" ON "MessageRef"("organizationId", "lane", "createdAt");
