-- DropIndex
DROP INDEX "Identity_memberId_idx";

-- AlterTable
ALTER TABLE "Identity" ADD COLUMN     "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "goneAt" TIMESTAMPTZ(3);

-- Whoever is known was known from the beginning.
UPDATE "Identity" i SET "addedAt" = m."createdAt" FROM "Member" m WHERE m."id" = i."memberId";

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "prefers" TEXT;

-- CreateTable
CREATE TABLE "TeamChannel" (
    "teamId" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "organizationId" UUID NOT NULL,
    "channel" TEXT,
    "approvals" TEXT,

    CONSTRAINT "TeamChannel_pkey" PRIMARY KEY ("teamId","platform")
);

-- The channels that teams have stay theirs.
INSERT INTO "TeamChannel" ("teamId", "platform", "workspace", "organizationId", "channel", "approvals")
SELECT "id", "platform", "workspace", "organizationId", "channel", "approvals" FROM "Team"
WHERE "platform" IS NOT NULL AND "workspace" IS NOT NULL AND ("channel" IS NOT NULL OR "approvals" IS NOT NULL);

-- AlterTable
ALTER TABLE "Team" DROP COLUMN "approvals",
DROP COLUMN "channel",
DROP COLUMN "platform",
DROP COLUMN "workspace";

-- CreateTable
CREATE TABLE "LinkCode" (
    "hash" TEXT NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LinkCode_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "LinkGuess" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LinkGuess_pkey" PRIMARY KEY ("platform","workspace","user")
);

-- CreateIndex
CREATE INDEX "LinkCode_memberId_idx" ON "LinkCode"("memberId");

-- CreateIndex
CREATE INDEX "LinkCode_createdAt_idx" ON "LinkCode"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_memberId_platform_key" ON "Identity"("memberId", "platform");

-- AddForeignKey
ALTER TABLE "TeamChannel" ADD CONSTRAINT "TeamChannel_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
