-- AlterTable
ALTER TABLE "JoinRequest" ADD COLUMN     "zoneTold" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "repSince" TIMESTAMPTZ(3),
ADD COLUMN     "zoneTold" BOOLEAN NOT NULL DEFAULT false;

-- Slack tells a zone of everybody; of the others it is told by those who have chosen one themselves.
UPDATE "JoinRequest" SET "zoneTold" = true WHERE platform = 'slack';
UPDATE "Member" m SET "zoneTold" = true
WHERE EXISTS (SELECT 1 FROM "Identity" i WHERE i."memberId" = m.id AND i.platform = 'slack')
  OR EXISTS (SELECT 1 FROM "AuditEntry" e
    WHERE e."organizationId" = m."organizationId" AND e.subject = 'member:' || m.id AND e.what = 'member.settings'
      AND e."memberId" = m.id AND e.before->>'zone' <> e.after->>'zone');
