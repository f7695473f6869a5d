import type { tag as en } from '../en/tag.ts';

export const tag = {} as const satisfies Record<keyof typeof en, string>;
