-- CreateEnum
CREATE TYPE "OwnerCause" AS ENUM ('left', 'returned', 'handed_over', 'undone');

-- DropForeignKey
ALTER TABLE "NextStep" DROP CONSTRAINT "NextStep_activityId_fkey";

-- AlterTable
ALTER TABLE "NextStep" ALTER COLUMN "activityId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "OwnerChange" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "fromId" UUID,
    "toId" UUID,
    "fromTeamId" UUID NOT NULL,
    "toTeamId" UUID NOT NULL,
    "cause" "OwnerCause" NOT NULL,
    "handoverId" UUID,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OwnerChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Handover" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandoverItem" (
    "handoverId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "ownerId" UUID,
    "wasId" UUID,
    "teamId" UUID NOT NULL,
    "segmentId" UUID NOT NULL,
    "deals" UUID[],
    "steps" UUID[],
    "care" UUID[],
    "papers" UUID[],
    "callId" UUID NOT NULL,
    "undone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "HandoverItem_pkey" PRIMARY KEY ("handoverId","customerId")
);

-- CreateIndex
CREATE INDEX "OwnerChange_organizationId_customerId_at_idx" ON "OwnerChange"("organizationId", "customerId", "at" DESC);

-- CreateIndex
CREATE INDEX "Handover_organizationId_at_idx" ON "Handover"("organizationId", "at");

-- CreateIndex
CREATE INDEX "HandoverItem_organizationId_customerId_idx" ON "HandoverItem"("organizationId", "customerId");

-- CreateIndex
CREATE INDEX "NextStep_organizationId_customerId_state_idx" ON "NextStep"("organizationId", "customerId", "state");

-- AddForeignKey
ALTER TABLE "HandoverItem" ADD CONSTRAINT "HandoverItem_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NextStep" ADD CONSTRAINT "NextStep_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NextStep" ADD CONSTRAINT "NextStep_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Customers of accounts that were closed before have nobody: orphans, as if the owner left now.
INSERT INTO "OwnerChange" (id, "organizationId", "customerId", "fromId", "fromTeamId", "toTeamId", cause, at)
SELECT gen_random_uuid(), c."organizationId", c.id, m.id, c."teamId", c."teamId", 'left', m."closedAt"
FROM "Customer" c JOIN "Member" m ON m.id = c."ownerId" WHERE m."closedAt" IS NOT NULL;
UPDATE "Customer" c SET "ownerId" = NULL, version = c.version + 1
FROM "Member" m WHERE m.id = c."ownerId" AND m."closedAt" IS NOT NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "OwnerChange"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();
