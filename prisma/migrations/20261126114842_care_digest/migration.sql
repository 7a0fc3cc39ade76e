-- CreateTable
CREATE TABLE "CareDigest" (
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "items" INTEGER NOT NULL,

    CONSTRAINT "CareDigest_pkey" PRIMARY KEY ("memberId","day")
);

-- CreateIndex
CREATE INDEX "CareDigest_organizationId_day_idx" ON "CareDigest"("organizationId", "day");
