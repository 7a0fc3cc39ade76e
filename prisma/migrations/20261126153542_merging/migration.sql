-- CreateTable
CREATE TABLE "DuplicatePair" (
    "organizationId" UUID NOT NULL,
    "oneId" UUID NOT NULL,
    "otherId" UUID NOT NULL,
    "likenesses" TEXT[],
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "apartAt" TIMESTAMPTZ(3),
    "apartById" UUID,

    CONSTRAINT "DuplicatePair_pkey" PRIMARY KEY ("oneId","otherId")
);

-- CreateTable
CREATE TABLE "Merge" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "keptId" UUID NOT NULL,
    "goneId" UUID NOT NULL,
    "gone" JSONB NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "doubled" JSONB NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneById" UUID,

    CONSTRAINT "Merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MergedReference" (
    "mergeId" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "rowId" UUID NOT NULL,

    CONSTRAINT "MergedReference_pkey" PRIMARY KEY ("mergeId","place","rowId")
);

-- CreateIndex
CREATE INDEX "DuplicatePair_otherId_idx" ON "DuplicatePair"("otherId");

-- CreateIndex
CREATE INDEX "DuplicatePair_organizationId_apartAt_idx" ON "DuplicatePair"("organizationId", "apartAt");

-- CreateIndex
CREATE INDEX "Merge_organizationId_goneId_idx" ON "Merge"("organizationId", "goneId");

-- CreateIndex
CREATE INDEX "Merge_organizationId_keptId_idx" ON "Merge"("organizationId", "keptId");

-- AddForeignKey
ALTER TABLE "DuplicatePair" ADD CONSTRAINT "DuplicatePair_oneId_fkey" FOREIGN KEY ("oneId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicatePair" ADD CONSTRAINT "DuplicatePair_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MergedReference" ADD CONSTRAINT "MergedReference_mergeId_fkey" FOREIGN KEY ("mergeId") REFERENCES "Merge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
