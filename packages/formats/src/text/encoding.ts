/** The encodings that a text file can have here. What calls itself ISO-8859-1 is read as windows-1252. */
export const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type TextEncoding = (typeof encodings)[number];
