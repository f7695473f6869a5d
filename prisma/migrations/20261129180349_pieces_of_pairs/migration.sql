-- Of two codings that are related, what of them is given back.
-- AlterEnum
ALTER TYPE "search_piece" ADD VALUE 'common';
ALTER TYPE "search_piece" ADD VALUE 'either';
ALTER TYPE "search_piece" ADD VALUE 'union';
