-- AlterEnum
ALTER TYPE "SendKind" ADD VALUE 'file';

-- AlterTable
ALTER TABLE "OutgoingMessage" ADD COLUMN     "fileId" UUID;

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StoredFile_organizationId_expiresAt_idx" ON "StoredFile"("organizationId", "expiresAt");
