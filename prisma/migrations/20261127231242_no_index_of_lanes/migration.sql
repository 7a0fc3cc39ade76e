-- Apart from what reads "MessageRef" and locks "Identity": a bot that runs takes them in the other order.
-- DropIndex
DROP INDEX IF EXISTS "MessageRef_organizationId_lane_createdAt_idx";
