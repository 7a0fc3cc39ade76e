-- AlterTable: what is there already has its channel since the company began.
ALTER TABLE "TeamChannel" ADD COLUMN     "since" TIMESTAMPTZ(3);
UPDATE "TeamChannel" c SET "since" = o."createdAt" FROM "Organization" o WHERE o."id" = c."organizationId";
ALTER TABLE "TeamChannel" ALTER COLUMN "since" SET NOT NULL;
