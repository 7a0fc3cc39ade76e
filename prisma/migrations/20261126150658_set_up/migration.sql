-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "calendarAskedOn" DATE,
ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "setUpHiddenAt" TIMESTAMPTZ(3);
