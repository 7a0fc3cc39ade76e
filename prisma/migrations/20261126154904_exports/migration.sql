-- CreateTable
CREATE TABLE "Export" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "onceKey" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Export_organizationId_createdAt_idx" ON "Export"("organizationId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Export_organizationId_onceKey_key" ON "Export"("organizationId", "onceKey");
