-- AlterEnum
ALTER TYPE "AccountRequestState" ADD VALUE 'overtaken';
