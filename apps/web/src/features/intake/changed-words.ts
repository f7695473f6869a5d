/** Words before and after, cut into what is the same at either end and what lies between: that alone is another. Pure. */
interface Parted {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

/** Words with what stands between them, so that together they are the text again. */
function wordsIn(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/gu) ?? [];
}

/** Where two passages differ, by whole words. */
export function changedWords(before: string, after: string): readonly [Parted, Parted] {
  const [one, other] = [wordsIn(before), wordsIn(after)];
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const parted = (words: readonly string[]): Parted => ({
    head: words.slice(0, head).join(''),
    middle: words.slice(head, words.length - tail).join(''),
    tail: words.slice(words.length - tail).join(''),
  });
  return [parted(one), parted(other)];
}
