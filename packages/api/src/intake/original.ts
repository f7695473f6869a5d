/** Under which id the file lies in an intake that a letter was read from: that of the letter, which no other file has. */
export function originalFileId(documentId: string): string {
  return documentId;
}
