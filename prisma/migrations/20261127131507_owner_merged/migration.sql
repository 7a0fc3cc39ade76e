-- AlterEnum
ALTER TYPE "OwnerCause" ADD VALUE 'merged';
