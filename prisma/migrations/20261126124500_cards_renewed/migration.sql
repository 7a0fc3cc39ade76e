-- AlterTable
ALTER TABLE "MessageRef" ADD COLUMN     "renewAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "MessageRef_organizationId_renewAt_idx" ON "MessageRef"("organizationId", "renewAt");
