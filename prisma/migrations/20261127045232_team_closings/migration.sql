-- CreateTable
CREATE TABLE "TeamClosing" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "intoId" UUID,
    "name" TEXT NOT NULL,
    "members" UUID[],
    "joined" UUID[],
    "customers" UUID[],
    "deals" UUID[],
    "fees" UUID[],
    "approvals" UUID[],
    "handovers" UUID[],
    "handed" UUID[],
    "merges" UUID[],
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneById" UUID,

    CONSTRAINT "TeamClosing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TeamClosing_organizationId_teamId_idx" ON "TeamClosing"("organizationId", "teamId");
