-- AlterTable
ALTER TABLE "Approval" ADD COLUMN     "askerId" UUID;

-- Till now a fee kept who asked for it, while its approval went along with the customer.
UPDATE "Approval" a SET "askerId" = coalesce(
  (SELECT f."requesterId" FROM "Fee" f WHERE a.subject = 'fee' AND f.id = a."subjectId"), a."requesterId");
UPDATE "Fee" f SET "requesterId" = a."requesterId"
FROM "Approval" a WHERE a.subject = 'fee' AND a."subjectId" = f.id AND f."requesterId" <> a."requesterId";

ALTER TABLE "Approval" ALTER COLUMN "askerId" SET NOT NULL;
