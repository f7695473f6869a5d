import { symbolOf } from '../office/symbols.ts';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../office/xml-tree.ts';
import { numberOf, toggleOf } from './properties.ts';

interface Field {
  code: string;
  shows: boolean;
  readonly begin: XmlElement;
}

/** The fields that are open at a place of the text, and whether words there are an instruction or its result. */
export class Fields {
  readonly #open: Field[] = [];
  readonly #endless = new Set<XmlElement>();

  /** Looks at a text before it is read: of a field that never ends the marks say nothing, and what follows is text. */
  expect(root: XmlElement): void {
    const open: XmlElement[][] = [];
    const look = (element: XmlElement) => {
      const kind = element.name === 'w:fldChar' ? element.attributes['w:fldCharType'] : undefined;
      if (kind === 'begin') open.push([element]);
      else if (kind === 'separate') open.at(-1)?.push(element);
      else if (kind === 'end') open.pop();
      else for (const child of elementsOf(element)) look(child);
    };
    look(root);
    for (const mark of open.flat()) this.#endless.add(mark);
  }

  /** What a mark of a field itself shows: a box that is ticked, the choice of a list. */
  mark(element: XmlElement): string {
    if (this.#endless.has(element)) return '';
    const kind = element.attributes['w:fldCharType'];
    const field = this.#open.at(-1);
    if (kind === 'begin') this.#open.push({ code: '', shows: false, begin: element });
    else if (kind === 'separate' && field !== undefined) field.shows = true;
    else if (kind === 'end') {
      this.#open.pop();
      if (field !== undefined && this.shows) return shownBy(field);
    }
    return '';
  }

  instruction(text: string): void {
    const field = this.#open.at(-1);
    if (field !== undefined && !field.shows && field.code.length < 200) field.code += text;
  }

  /** Whether words at this place are part of the text. */
  get shows(): boolean {
    return this.#open.every(({ shows }) => shows);
  }

  /** Whether words at this place repeat the mark of a note. */
  get repeatsMark(): boolean {
    return this.#open.some(({ code }) => /^\s*NOTEREF\b/i.test(code));
  }

  /** A part of the file ends, and every field with it. */
  close(): void {
    this.#open.length = 0;
  }
}

function shownBy({ begin, code, shows }: Field): string {
  if (!shows) {
    const own = wordsOfInstruction(code);
    if (own !== null) return own;
  }
  const data = childOf(begin, 'w:ffData');
  const box = childOf(data, 'w:checkBox');
  if (box !== null) return (toggleOf(box, 'w:checked') ?? toggleOf(box, 'w:default') ?? false) ? '☒' : '☐';
  const choices = childOf(data, 'w:ddList');
  if (choices === null || !/FORMDROPDOWN/i.test(code)) return '';
  const chosen = numberOf(choices, 'w:result') ?? numberOf(choices, 'w:default') ?? 0;
  return childrenOf(choices, 'w:listEntry')[chosen]?.attributes['w:val'] ?? '';
}

/** Of a field without a result that shows words of its instruction: a button, a sign of a font. */
function wordsOfInstruction(code: string): string | null {
  const button = /^\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.+?)\s*$/i.exec(code);
  if (button !== null) return button[1] ?? '';
  const [, number, switches = ''] = /^\s*SYMBOL\s+(0x[\da-f]{1,4}|\d{1,5})\b(.*)$/i.exec(code) ?? [];
  if (number === undefined) return null;
  const font = /\\f\s+(?:"([^"]*)"|(\S+))/i.exec(switches);
  return symbolOf(Number(number), font?.[1] ?? font?.[2] ?? '') ?? '\uFFFD';
}
