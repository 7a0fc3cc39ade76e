-- AlterTable
ALTER TABLE "ServiceCase" ADD COLUMN     "answerId" UUID;

-- AlterTable
ALTER TABLE "SurveyAnswer" DROP COLUMN "stepId";

-- CreateIndex
CREATE INDEX "ServiceCase_answerId_idx" ON "ServiceCase"("answerId");

-- AddForeignKey
ALTER TABLE "ServiceCase" ADD CONSTRAINT "ServiceCase_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "SurveyAnswer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
