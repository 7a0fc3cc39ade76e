-- CreateTable
CREATE TABLE "Scrubbing" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "wanted" JSONB NOT NULL,
    "place" INTEGER NOT NULL DEFAULT 0,
    "after" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Scrubbing_pkey" PRIMARY KEY ("id")
);
