-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('open', 'done', 'declined', 'taken_back', 'returned');

-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "assigneeId" UUID NOT NULL,
    "customerId" UUID,
    "what" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "state" "TaskState" NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "onceKey" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "closedOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Task_organizationId_assigneeId_state_dueOn_idx" ON "Task"("organizationId", "assigneeId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "Task_organizationId_giverId_state_dueOn_idx" ON "Task"("organizationId", "giverId", "state", "dueOn");

-- CreateIndex
CREATE INDEX "Task_assigneeId_closedOn_idx" ON "Task"("assigneeId", "closedOn");

-- CreateIndex
CREATE INDEX "Task_customerId_idx" ON "Task"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "Task_organizationId_onceKey_key" ON "Task"("organizationId", "onceKey");
