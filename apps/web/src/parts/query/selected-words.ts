const word = /[\p{L}\p{N}\p{M}\u00AD]+(?:['’‘ʼ][\p{L}\p{N}\p{M}\u00AD]+)*/gu;
/** What may stand between the words of a phrase; all else parts a text into several. */
const within = /^[\s\u0085\-\u2010\u2011\u2013/]+$/;
const operators = /^(AND|OR|NOT|WITHIN|CONTAINS|OVERLAPS|EQUALS|TOUCHES|NEAR|FOLLOWED|BEFORE|AFTER|SAME)$/;

const phraseOf = (words: readonly string[]) => {
  const [first = ''] = words;
  return words.length === 1 && !operators.test(first) ? first : `"${words.join(' ')}"`;
};

/** A query is no longer than this, in UTF-16 code units: of more words it is the first of them that are found. */
const longest = 1_000;

/** The query that finds these words of a text where they stand; empty where there are none. */
export function queryOfText(text: string): string {
  const phrases: string[][] = [];
  let end = 0;
  for (const { 0: found, index } of text.slice(0, longest).matchAll(word)) {
    const last = phrases.at(-1);
    if (last !== undefined && within.test(text.slice(end, index))) last.push(found);
    else phrases.push([found]);
    end = index + found.length;
  }
  return phrases.map(phraseOf).join(' FOLLOWED/0 ');
}
