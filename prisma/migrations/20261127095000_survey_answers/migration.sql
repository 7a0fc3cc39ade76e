-- CreateEnum
CREATE TYPE "Allegiance" AS ENUM ('apostle', 'loyalist', 'indifferent', 'hostage', 'defector', 'terrorist');

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "allegiance" "Allegiance",
ADD COLUMN     "pinnedAllegiance" "Allegiance";

-- AlterTable
ALTER TABLE "Worth" ADD COLUMN     "allegiance" "Allegiance",
ADD COLUMN     "answeredOn" DATE,
ADD COLUMN     "csi" INTEGER,
ADD COLUMN     "highCsi" INTEGER NOT NULL DEFAULT 80,
ADD COLUMN     "holdsDays" INTEGER NOT NULL DEFAULT 365,
ADD COLUMN     "leaving" BOOLEAN,
ADD COLUMN     "lowCsi" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "recommend" INTEGER;

-- CreateTable
CREATE TABLE "SurveyAnswer" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "contactId" UUID,
    "memberId" UUID NOT NULL,
    "answeredOn" DATE NOT NULL,
    "items" JSONB NOT NULL,
    "csi" INTEGER,
    "recommend" INTEGER,
    "said" TEXT NOT NULL,
    "low" BOOLEAN NOT NULL,
    "stepId" UUID,
    "onceKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SurveyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SurveyAnswer_customerId_answeredOn_idx" ON "SurveyAnswer"("customerId", "answeredOn" DESC);

-- CreateIndex
CREATE INDEX "SurveyAnswer_organizationId_answeredOn_idx" ON "SurveyAnswer"("organizationId", "answeredOn");

-- CreateIndex
CREATE INDEX "SurveyAnswer_contactId_idx" ON "SurveyAnswer"("contactId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyAnswer_organizationId_onceKey_key" ON "SurveyAnswer"("organizationId", "onceKey");

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;
