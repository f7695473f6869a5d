export const tag = {} as const;
