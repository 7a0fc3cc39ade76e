-- CreateTable
CREATE TABLE "RosterDraft" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RosterDraft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RosterDraft_organizationId_createdAt_idx" ON "RosterDraft"("organizationId", "createdAt");
