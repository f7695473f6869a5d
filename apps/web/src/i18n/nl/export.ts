import type { exporting as en } from '../en/export.ts';

export const exporting = {} as const satisfies Record<keyof typeof en, string>;
