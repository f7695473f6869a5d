import { seeded } from '../testing/random.ts';

const SYLLABLES =
  'be ge ver ont uit aan op druk re ge ring mi nis ter ka mer sanc tie lan den rus euro pa le de en heid schap lijk ing baar land raad stel sel in voor na der stem brief ant woord vra gen bui ten zaak han del wa pen vrij heid rech ten vre oor log'.split(
    ' ',
  );
const SMALL =
  'de het een en van in op te dat die is voor met zijn aan niet om ook als bij door naar er over uit'.split(
    ' ',
  );

/** Words as in a language: few of them often, most of them seldom. */
function vocabulary(size: number, random: () => number): string[] {
  const words = new Set(SMALL);
  while (words.size < size) {
    const length = 1 + Math.floor(random() * 4);
    const word = Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
    words.add(random() < 0.02 ? word.replace('e', 'ë') : word);
  }
  return [...words];
}

/** So many documents that look like Dutch letters and have so many characters together. The same each time. */
export function corpus(documents: number, characters: number): string[] {
  const drawn = seeded(14);
  const random = () => drawn.whole(1_000_000) / 1_000_000;
  const words = vocabulary(20_000, random);
  const each = Math.floor(characters / documents);
  return Array.from({ length: documents }, () => {
    const parts: string[] = [];
    let length = 0;
    for (let inSentence = 0; length < each; inSentence += 1) {
      const word = words[Math.floor(words.length * random() ** 4)] ?? 'de';
      const ends = inSentence > 6 && random() < 0.1;
      const gap = ends
        ? random() < 0.2
          ? '.\n\n'
          : '. '
        : random() < 0.05
          ? ', '
          : random() < 0.02
            ? '-'
            : ' ';
      const part = (inSentence === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word) + gap;
      if (ends) inSentence = -1;
      parts.push(random() < 0.004 ? `‘${part.trim()}’ ` : part);
      length += part.length;
    }
    const text = parts.join('');
    // Some were scanned: words are broken at the ends of lines, and marks stand by themselves.
    const isScanned = random() < 0.05;
    return (isScanned ? text.replaceAll('ring', 'rin\u00ADg').replaceAll('ë', 'e\u0308') : text).slice(
      0,
      each,
    );
  });
}
