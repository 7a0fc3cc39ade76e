-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('read', 'planning', 'planned', 'applying', 'applied', 'undoing', 'undone', 'failed');

-- CreateEnum
CREATE TYPE "RowVerdict" AS ENUM ('make', 'merge', 'skip', 'refuse');

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "importId" UUID;

-- CreateTable
CREATE TABLE "SalesLine" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "product" TEXT NOT NULL,
    "quantityMilli" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "soldOn" DATE NOT NULL,
    "paper" TEXT,
    "onceKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SalesLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID,
    "file" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BYTEA,
    "state" "ImportState" NOT NULL DEFAULT 'read',
    "looks" JSONB NOT NULL,
    "mapping" JSONB,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "cancelAsked" BOOLEAN NOT NULL DEFAULT false,
    "worker" UUID,
    "beatAt" TIMESTAMPTZ(3),
    "failure" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "importId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "organizationId" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "verdict" "RowVerdict" NOT NULL,
    "about" TEXT NOT NULL,
    "why" JSONB NOT NULL DEFAULT '[]',
    "applied" BOOLEAN NOT NULL DEFAULT false,
    "traces" JSONB,
    "undone" BOOLEAN,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("importId","row")
);

-- CreateIndex
CREATE INDEX "SalesLine_organizationId_customerId_soldOn_idx" ON "SalesLine"("organizationId", "customerId", "soldOn");

-- CreateIndex
CREATE UNIQUE INDEX "SalesLine_organizationId_onceKey_key" ON "SalesLine"("organizationId", "onceKey");

-- CreateIndex
CREATE INDEX "Import_organizationId_memberId_createdAt_idx" ON "Import"("organizationId", "memberId", "createdAt");

-- CreateIndex
CREATE INDEX "Import_state_beatAt_idx" ON "Import"("state", "beatAt");

-- CreateIndex
CREATE INDEX "ImportRow_importId_verdict_row_idx" ON "ImportRow"("importId", "verdict", "row");

-- CreateIndex
CREATE INDEX "ImportRow_importId_applied_row_idx" ON "ImportRow"("importId", "applied", "row");

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
