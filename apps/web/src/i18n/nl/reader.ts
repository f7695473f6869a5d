import type { reader as en } from '../en/reader.ts';

export const reader = {
  title: 'Document',
} as const satisfies Record<keyof typeof en, string>;
