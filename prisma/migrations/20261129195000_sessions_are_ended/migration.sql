-- expand
-- AlterEnum
ALTER TYPE "account_event_kind" ADD VALUE 'signed_out';
