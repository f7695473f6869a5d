/**
 * The encodings that a text file can have here, the usual ones first. What calls itself ISO-8859-1 is read as
 * windows-1252; macintosh is what programs on older Macs wrote, windows-1250 and iso-8859-2 are of Central Europe,
 * windows-1251 is Cyrillic.
 */
export const encodings = [
  'utf-8',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'utf-16le',
  'utf-16be',
] as const;
export type TextEncoding = (typeof encodings)[number];
