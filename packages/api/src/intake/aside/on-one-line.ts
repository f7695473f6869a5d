/** A text as it is told in passing: on one line, cut where it is longer than that. */
export const onOneLine = (text: string, most: number): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`;
};
