import type { document as en } from '../en/document.ts';

export const document = {} as const satisfies Record<keyof typeof en, string>;
