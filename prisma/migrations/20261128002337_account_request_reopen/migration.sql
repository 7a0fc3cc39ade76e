-- AlterEnum
ALTER TYPE "AccountChange" ADD VALUE 'reopen';
