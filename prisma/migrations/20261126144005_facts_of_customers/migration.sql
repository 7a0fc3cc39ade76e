-- CreateEnum
CREATE TYPE "ContactChannel" AS ENUM ('call', 'visit', 'message', 'mail');

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "channel" "ContactChannel",
ADD COLUMN     "family" TEXT,
ADD COLUMN     "handle" TEXT,
ADD COLUMN     "hours" TEXT,
ADD COLUMN     "likes" TEXT,
ADD COLUMN     "noContactReason" TEXT,
ADD COLUMN     "taboos" TEXT;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "restReason" TEXT,
ADD COLUMN     "warningReason" TEXT;

-- CreateIndex
CREATE INDEX "AuditEntry_organizationId_subject_what_at_idx" ON "AuditEntry"("organizationId", "subject", "what", "at");
