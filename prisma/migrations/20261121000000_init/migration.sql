-- CreateEnum
CREATE TYPE "Language" AS ENUM ('en', 'zh');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('rep', 'clerk', 'manager', 'finance', 'executive', 'compliance', 'coordinator', 'segment_admin', 'admin');

-- CreateEnum
CREATE TYPE "Stage" AS ENUM ('lost', 'opportunity', 'first_meeting', 'p25', 'p50', 'p90', 'won');

-- CreateEnum
CREATE TYPE "LifecycleClass" AS ENUM ('potential', 'intent', 'prospective', 'signed', 'developed', 'partner', 'lost');

-- CreateEnum
CREATE TYPE "CustomerKind" AS ENUM ('company', 'government', 'state_owned', 'sole_trader', 'person');

-- CreateEnum
CREATE TYPE "CustomerFlag" AS ENUM ('warning', 'important', 'key_account', 'vip');

-- CreateEnum
CREATE TYPE "Quadrant" AS ENUM ('high', 'sub', 'latent', 'low');

-- CreateEnum
CREATE TYPE "ActivityKind" AS ENUM ('call', 'visit', 'meeting', 'message', 'gift', 'event', 'service');

-- CreateEnum
CREATE TYPE "BirthdayCalendar" AS ENUM ('solar', 'lunar');

-- CreateEnum
CREATE TYPE "CareKind" AS ENUM ('birthday', 'next_step', 'periodic_call', 'periodic_visit');

-- CreateEnum
CREATE TYPE "CareState" AS ENUM ('open', 'done', 'later', 'not_needed');

-- CreateEnum
CREATE TYPE "StepState" AS ENUM ('open', 'done', 'dropped');

-- CreateEnum
CREATE TYPE "MoveCause" AS ENUM ('person', 'rule', 'import');

-- CreateEnum
CREATE TYPE "LossReason" AS ENUM ('price', 'inconvenience', 'failed_product', 'poor_contact', 'poor_answer', 'competitor', 'ethics', 'not_by_choice');

-- CreateEnum
CREATE TYPE "ApprovalState" AS ENUM ('waiting', 'approved', 'rejected', 'withdrawn', 'invalid');

-- CreateEnum
CREATE TYPE "FeePurpose" AS ENUM ('purchasing_staff', 'purchasing_head', 'management', 'new_customer', 'event');

-- CreateEnum
CREATE TYPE "SendState" AS ENUM ('pending', 'sending', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "SendKind" AS ENUM ('post', 'edit', 'reply');

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'CN',
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "language" "Language" NOT NULL DEFAULT 'zh',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "organizationId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("platform","workspace")
);

-- CreateTable
CREATE TABLE "Segment" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "segmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "language" "Language" NOT NULL DEFAULT 'zh',
    "platform" TEXT,
    "workspace" TEXT,
    "channel" TEXT,
    "approvals" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "Role"[],
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "language" "Language" NOT NULL DEFAULT 'zh',
    "reminderTime" TEXT NOT NULL DEFAULT '08:30',
    "closedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "teamId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("teamId","memberId")
);

-- CreateTable
CREATE TABLE "Identity" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("platform","workspace","user")
);

-- CreateTable
CREATE TABLE "JoinRequest" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" "Language" NOT NULL,
    "zone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "letIn" BOOLEAN,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "JoinRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetupCode" (
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SetupCode_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Goal" (
    "organizationId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "Goal_pkey" PRIMARY KEY ("teamId","month")
);

-- CreateTable
CREATE TABLE "Customer" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "segmentId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "ownerId" UUID,
    "name" TEXT NOT NULL,
    "shortNames" TEXT[],
    "nameKey" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,
    "industry" TEXT,
    "kind" "CustomerKind" NOT NULL DEFAULT 'company',
    "region" TEXT,
    "city" TEXT,
    "address" TEXT,
    "source" TEXT,
    "lifecycleClass" "LifecycleClass" NOT NULL DEFAULT 'potential',
    "flags" "CustomerFlag"[],
    "quadrant" "Quadrant" NOT NULL DEFAULT 'low',
    "firstContactOn" DATE,
    "lastContactOn" DATE,
    "lastVisitOn" DATE,
    "restUntil" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CustomerShare" (
    "customerId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,

    CONSTRAINT "CustomerShare_pkey" PRIMARY KEY ("customerId","memberId")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,
    "title" TEXT,
    "department" TEXT,
    "phones" TEXT[],
    "mail" TEXT,
    "birthdayCalendar" "BirthdayCalendar",
    "birthYear" INTEGER,
    "birthMonth" INTEGER,
    "birthDay" INTEGER,
    "birthLeap" BOOLEAN NOT NULL DEFAULT false,
    "doNotContact" BOOLEAN NOT NULL DEFAULT false,
    "publicSector" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "dealId" UUID,
    "kind" "ActivityKind" NOT NULL,
    "happenedOn" DATE NOT NULL,
    "said" TEXT NOT NULL,
    "outcome" TEXT,
    "mood" INTEGER,
    "sourceText" TEXT,
    "onceKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityContact" (
    "activityId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,

    CONSTRAINT "ActivityContact_pkey" PRIMARY KEY ("activityId","contactId")
);

-- CreateTable
CREATE TABLE "NextStep" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "contactId" UUID,
    "dealId" UUID,
    "what" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "state" "StepState" NOT NULL DEFAULT 'open',
    "closedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "NextStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deal" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID,
    "ownerId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "segmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "product" TEXT,
    "stage" "Stage" NOT NULL DEFAULT 'opportunity',
    "amountMinor" BIGINT,
    "currency" TEXT NOT NULL,
    "firstMeetingOn" DATE,
    "firstMeetingAt" TEXT,
    "lastForwardOn" DATE NOT NULL,
    "expectedOn" DATE,
    "criteria" JSONB NOT NULL DEFAULT '{}',
    "heldUntil" DATE,
    "warnedOn" DATE,
    "extendedOn" DATE,
    "contractSignedOn" DATE,
    "papersSigned" BOOLEAN NOT NULL DEFAULT false,
    "moneyConfirmedAt" TIMESTAMPTZ(3),
    "moneyConfirmedBy" UUID,
    "lossReason" "LossReason",
    "closedOn" DATE,
    "importKey" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Deal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DealMove" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "dealId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "from" "Stage",
    "to" "Stage" NOT NULL,
    "cause" "MoveCause" NOT NULL,
    "memberId" UUID,
    "why" TEXT,
    "movedOn" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DealMove_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Collection" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID,
    "dealId" UUID,
    "amountMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "receivedOn" DATE NOT NULL,
    "confirmedById" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CareItem" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "contactId" UUID,
    "nextStepId" UUID,
    "kind" "CareKind" NOT NULL,
    "dueOn" DATE NOT NULL,
    "showOn" DATE NOT NULL,
    "listedOn" DATE,
    "rank" INTEGER NOT NULL DEFAULT 0,
    "onceKey" TEXT NOT NULL,
    "state" "CareState" NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "laterAt" TIMESTAMPTZ(3),
    "activityId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CareItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CareDay" (
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "items" INTEGER NOT NULL,
    "before" DATE,
    "doneBefore" INTEGER NOT NULL DEFAULT 0,
    "ofBefore" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CareDay_pkey" PRIMARY KEY ("memberId","day")
);

-- CreateTable
CREATE TABLE "PaperNumber" (
    "organizationId" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "PaperNumber_pkey" PRIMARY KEY ("organizationId","series","year")
);

-- CreateTable
CREATE TABLE "Fee" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "customerId" UUID NOT NULL,
    "dealId" UUID NOT NULL,
    "requesterId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "purpose" "FeePurpose" NOT NULL,
    "what" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "flags" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Fee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FeeRecipient" (
    "feeId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "FeeRecipient_pkey" PRIMARY KEY ("feeId","contactId")
);

-- CreateTable
CREATE TABLE "Approval" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "requesterId" UUID NOT NULL,
    "state" "ApprovalState" NOT NULL DEFAULT 'waiting',
    "step" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalStep" (
    "approvalId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "organizationId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "approved" BOOLEAN,
    "reason" TEXT,

    CONSTRAINT "ApprovalStep_pkey" PRIMARY KEY ("approvalId","position")
);

-- CreateTable
CREATE TABLE "ApprovalEvent" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "approvalId" UUID NOT NULL,
    "memberId" UUID,
    "what" TEXT NOT NULL,
    "reason" TEXT,
    "from" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApprovalEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FridaySummary" (
    "organizationId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "friday" DATE NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "FridaySummary_pkey" PRIMARY KEY ("teamId","friday")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "organizationId" UUID,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leasedUntil" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "outcome" JSONB,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutgoingMessage" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "kind" "SendKind" NOT NULL,
    "refId" UUID,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT,
    "place" TEXT,
    "memberId" UUID,
    "teamId" UUID,
    "card" JSONB NOT NULL,
    "state" "SendState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uncertain" BOOLEAN NOT NULL DEFAULT false,
    "failure" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "OutgoingMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageRef" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "memberId" UUID,
    "teamId" UUID,
    "place" TEXT,
    "message" TEXT,
    "thread" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MessageRef_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID,
    "from" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Workspace_organizationId_idx" ON "Workspace"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Segment_organizationId_name_key" ON "Segment"("organizationId", "name");

-- CreateIndex
CREATE INDEX "Team_segmentId_idx" ON "Team"("segmentId");

-- CreateIndex
CREATE UNIQUE INDEX "Team_organizationId_name_key" ON "Team"("organizationId", "name");

-- CreateIndex
CREATE INDEX "Member_organizationId_closedAt_idx" ON "Member"("organizationId", "closedAt");

-- CreateIndex
CREATE INDEX "Member_organizationId_name_idx" ON "Member"("organizationId", "name");

-- CreateIndex
CREATE INDEX "TeamMember_memberId_idx" ON "TeamMember"("memberId");

-- CreateIndex
CREATE INDEX "Identity_memberId_idx" ON "Identity"("memberId");

-- CreateIndex
CREATE INDEX "JoinRequest_organizationId_decidedAt_idx" ON "JoinRequest"("organizationId", "decidedAt");

-- CreateIndex
CREATE UNIQUE INDEX "JoinRequest_platform_workspace_user_key" ON "JoinRequest"("platform", "workspace", "user");

-- CreateIndex
CREATE INDEX "Customer_organizationId_ownerId_lastContactOn_idx" ON "Customer"("organizationId", "ownerId", "lastContactOn");

-- CreateIndex
CREATE INDEX "Customer_organizationId_teamId_idx" ON "Customer"("organizationId", "teamId");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_organizationId_segmentId_nameKey_key" ON "Customer"("organizationId", "segmentId", "nameKey");

-- CreateIndex
CREATE INDEX "CustomerShare_memberId_idx" ON "CustomerShare"("memberId");

-- CreateIndex
CREATE INDEX "Contact_organizationId_customerId_idx" ON "Contact"("organizationId", "customerId");

-- CreateIndex
CREATE INDEX "Contact_organizationId_birthdayCalendar_birthMonth_birthDay_idx" ON "Contact"("organizationId", "birthdayCalendar", "birthMonth", "birthDay");

-- CreateIndex
CREATE INDEX "Activity_organizationId_customerId_happenedOn_idx" ON "Activity"("organizationId", "customerId", "happenedOn" DESC);

-- CreateIndex
CREATE INDEX "Activity_organizationId_memberId_happenedOn_idx" ON "Activity"("organizationId", "memberId", "happenedOn" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Activity_organizationId_onceKey_key" ON "Activity"("organizationId", "onceKey");

-- CreateIndex
CREATE INDEX "ActivityContact_contactId_idx" ON "ActivityContact"("contactId");

-- CreateIndex
CREATE INDEX "NextStep_organizationId_memberId_state_dueOn_idx" ON "NextStep"("organizationId", "memberId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "NextStep_activityId_idx" ON "NextStep"("activityId");

-- CreateIndex
CREATE INDEX "Deal_organizationId_ownerId_stage_idx" ON "Deal"("organizationId", "ownerId", "stage");

-- CreateIndex
CREATE INDEX "Deal_organizationId_teamId_stage_closedOn_idx" ON "Deal"("organizationId", "teamId", "stage", "closedOn");

-- CreateIndex
CREATE INDEX "Deal_organizationId_customerId_stage_idx" ON "Deal"("organizationId", "customerId", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "Deal_organizationId_importKey_key" ON "Deal"("organizationId", "importKey");

-- CreateIndex
CREATE INDEX "DealMove_organizationId_dealId_at_idx" ON "DealMove"("organizationId", "dealId", "at");

-- CreateIndex
CREATE INDEX "DealMove_organizationId_teamId_movedOn_idx" ON "DealMove"("organizationId", "teamId", "movedOn");

-- CreateIndex
CREATE INDEX "Collection_organizationId_customerId_receivedOn_idx" ON "Collection"("organizationId", "customerId", "receivedOn");

-- CreateIndex
CREATE INDEX "Collection_organizationId_dealId_idx" ON "Collection"("organizationId", "dealId");

-- CreateIndex
CREATE INDEX "CareItem_organizationId_memberId_state_showOn_idx" ON "CareItem"("organizationId", "memberId", "state", "showOn");

-- CreateIndex
CREATE INDEX "CareItem_organizationId_memberId_listedOn_idx" ON "CareItem"("organizationId", "memberId", "listedOn");

-- CreateIndex
CREATE INDEX "CareItem_organizationId_state_showOn_idx" ON "CareItem"("organizationId", "state", "showOn");

-- CreateIndex
CREATE UNIQUE INDEX "CareItem_organizationId_onceKey_key" ON "CareItem"("organizationId", "onceKey");

-- CreateIndex
CREATE INDEX "CareDay_organizationId_day_idx" ON "CareDay"("organizationId", "day");

-- CreateIndex
CREATE INDEX "Fee_organizationId_customerId_createdAt_idx" ON "Fee"("organizationId", "customerId", "createdAt");

-- CreateIndex
CREATE INDEX "Fee_organizationId_dealId_idx" ON "Fee"("organizationId", "dealId");

-- CreateIndex
CREATE UNIQUE INDEX "Fee_organizationId_number_key" ON "Fee"("organizationId", "number");

-- CreateIndex
CREATE INDEX "FeeRecipient_organizationId_contactId_idx" ON "FeeRecipient"("organizationId", "contactId");

-- CreateIndex
CREATE INDEX "Approval_organizationId_state_teamId_idx" ON "Approval"("organizationId", "state", "teamId");

-- CreateIndex
CREATE UNIQUE INDEX "Approval_subject_subjectId_key" ON "Approval"("subject", "subjectId");

-- CreateIndex
CREATE INDEX "ApprovalStep_organizationId_role_decidedAt_idx" ON "ApprovalStep"("organizationId", "role", "decidedAt");

-- CreateIndex
CREATE INDEX "ApprovalEvent_organizationId_approvalId_at_idx" ON "ApprovalEvent"("organizationId", "approvalId", "at");

-- CreateIndex
CREATE INDEX "FridaySummary_organizationId_friday_idx" ON "FridaySummary"("organizationId", "friday");

-- CreateIndex
CREATE INDEX "Delivery_answeredAt_doneAt_idx" ON "Delivery"("answeredAt", "doneAt");

-- CreateIndex
CREATE INDEX "Delivery_receivedAt_idx" ON "Delivery"("receivedAt");

-- CreateIndex
CREATE INDEX "OutgoingMessage_state_nextAt_idx" ON "OutgoingMessage"("state", "nextAt");

-- CreateIndex
CREATE INDEX "OutgoingMessage_lane_state_seq_idx" ON "OutgoingMessage"("lane", "state", "seq");

-- CreateIndex
CREATE INDEX "OutgoingMessage_refId_state_idx" ON "OutgoingMessage"("refId", "state");

-- CreateIndex
CREATE INDEX "OutgoingMessage_createdAt_idx" ON "OutgoingMessage"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "OutgoingMessage_organizationId_key_key" ON "OutgoingMessage"("organizationId", "key");

-- CreateIndex
CREATE INDEX "MessageRef_organizationId_subject_idx" ON "MessageRef"("organizationId", "subject");

-- CreateIndex
CREATE INDEX "MessageRef_platform_workspace_place_message_idx" ON "MessageRef"("platform", "workspace", "place", "message");

-- CreateIndex
CREATE UNIQUE INDEX "MessageRef_organizationId_key_key" ON "MessageRef"("organizationId", "key");

-- CreateIndex
CREATE INDEX "AuditEntry_organizationId_subject_at_idx" ON "AuditEntry"("organizationId", "subject", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_organizationId_at_idx" ON "AuditEntry"("organizationId", "at");

-- AddForeignKey
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Segment" ADD CONSTRAINT "Segment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_segmentId_fkey" FOREIGN KEY ("segmentId") REFERENCES "Segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Goal" ADD CONSTRAINT "Goal_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerShare" ADD CONSTRAINT "CustomerShare_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_dealId_fkey" FOREIGN KEY ("dealId") REFERENCES "Deal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityContact" ADD CONSTRAINT "ActivityContact_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityContact" ADD CONSTRAINT "ActivityContact_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NextStep" ADD CONSTRAINT "NextStep_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deal" ADD CONSTRAINT "Deal_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DealMove" ADD CONSTRAINT "DealMove_dealId_fkey" FOREIGN KEY ("dealId") REFERENCES "Deal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FeeRecipient" ADD CONSTRAINT "FeeRecipient_feeId_fkey" FOREIGN KEY ("feeId") REFERENCES "Fee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalStep" ADD CONSTRAINT "ApprovalStep_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalEvent" ADD CONSTRAINT "ApprovalEvent_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
