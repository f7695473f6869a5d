import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { withDropCaps } from './drop-caps.ts';
import { type LaidOver, laidOver } from './laid-over.ts';
import { plainLetters } from './letters.ts';
import type { Box, Chunk, Element, Page } from './page.ts';
import { SoftHyphens } from './soft-hyphens.ts';

/** What a file says of itself; each null where it says nothing. */
export interface PdfInfo {
  readonly title: string | null;
  readonly author: string | null;
  readonly subject: string | null;
  readonly language: string | null;
}

/** Why a file cannot be read. */
export type Unreadable = 'password' | 'damaged' | 'too_many_pages' | 'too_much_text';

export class PdfUnreadable extends Error {
  readonly reason: Unreadable;

  constructor(reason: Unreadable) {
    super(reason);
    this.reason = reason;
  }
}

/** An open file, of which the pages come one after the other. */
export interface PdfFile {
  readonly pages: number;
  readonly info: PdfInfo;
  page(number: number): Promise<RawPage>;
  /** Of all pages, however many there are. */
  laidOver(): Promise<LaidOver>;
  close(): Promise<void>;
}

export interface RawPage extends Page {
  /** Pages of pictures have none. */
  readonly letters: number;
}

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type TextItem = Extract<TextContent['items'][number], { str: string }>;
type TextMarkedContent = Exclude<TextContent['items'][number], TextItem>;
type Library = typeof import('pdfjs-dist');
let library: Promise<Library> | null = null;

/** The smaller build, which has its worker beside it; a name that is not known before the first PDF comes. */
const build: string = 'pdfjs-dist/legacy/build/pdf.min.mjs';

/** What a module and its program know of where they run. */
const { resolve } = import.meta as unknown as { resolve(name: string): string };
const host = globalThis as { console?: { warn: unknown }; FontFace?: unknown };

/**
 * A place for fonts that takes each at once. Where pdf.js finds none, it writes every font file out as base64, and then
 * makes the outline of each letter, so that it could draw them: here nothing is drawn.
 */
class TakenFace {
  readonly loaded = Promise.resolve(this);
}
const noPage = { fonts: { add: () => {}, delete: () => {} } };

/**
 * pdf.js, when the first PDF comes. It looks for a canvas to draw on, which nothing here needs, and tells the console
 * when there is none.
 */
function load(): Promise<Library> {
  library ??= (async () => {
    const { console } = host;
    const warn = console?.warn;
    if (console !== undefined) console.warn = () => {};
    try {
      const loaded: Library = await import(build);
      host.FontFace ??= TakenFace;
      loaded.GlobalWorkerOptions.workerSrc = './pdf.worker.min.mjs';
      return loaded;
    } finally {
      if (console !== undefined) console.warn = warn;
    }
  })();
  return library;
}

/** The folder with the character maps of Asian fonts. */
function characterMaps(): string {
  const file = decodeURIComponent(resolve(build).replace(/^file:\/\/(?:\/(?=[a-z]:))?/i, ''));
  return file.replace(/legacy\/build\/[^/]+$/, 'cmaps/');
}

/** Opens a file. Nothing is fetched, run or drawn. Throws `PdfUnreadable`. */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const pdfjs = await load();
  const task = pdfjs.getDocument({
    // pdf.js keeps what it is given.
    data: Uint8Array.from(bytes),
    verbosity: 0,
    // Where there are pages, as in a browser, it is of the type of one, of which this is all that is asked for.
    ownerDocument: noPage as never,
    // Fonts are read for their widths and names alone; character maps of Asian fonts lie beside the program.
    cMapUrl: characterMaps(),
    cMapPacked: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: false,
    // With their names.
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Pictures are never decoded.
    maxImageSize: 0,
    stopAtErrors: false,
    enableXfa: false,
  });
  let document: PDFDocumentProxy;
  try {
    document = await task.promise;
  } catch (error) {
    await task.destroy();
    throw new PdfUnreadable(
      error instanceof Error && error.name === 'PasswordException' ? 'password' : 'damaged',
    );
  }
  const fonts = new Map<string, Font>();
  const softHyphens = new SoftHyphens(pdfjs.OPS.showText);
  return {
    pages: document.numPages,
    info: await infoOf(document),
    laidOver: () => laidOver(document),
    async page(number) {
      let page: PDFPageProxy | null = null;
      try {
        page = await document.getPage(number);
        return await readPage(page, number, fonts, softHyphens);
      } catch {
        // Pages in a circle, or of which the file has only a part.
        throw new PdfUnreadable('damaged');
      } finally {
        page?.cleanup();
      }
    },
    close: () => task.destroy(),
  };
}

async function infoOf(document: PDFDocumentProxy): Promise<PdfInfo> {
  try {
    const { info } = await document.getMetadata();
    const said: Record<string, unknown> = { ...info };
    const word = (key: string) => {
      const value = said[key];
      return typeof value === 'string' && value.trim() !== '' ? plainLetters(value.trim()) : null;
    };
    return {
      title: word('Title'),
      author: word('Author'),
      subject: word('Subject'),
      language: word('Language'),
    };
  } catch {
    return { title: null, author: null, subject: null, language: null };
  }
}

interface Font {
  readonly bold: boolean;
  readonly italic: boolean;
}

async function readPage(
  page: PDFPageProxy,
  number: number,
  fonts: Map<string, Font>,
  softHyphens: SoftHyphens,
): Promise<RawPage> {
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  if (softHyphens.mayStandIn(content) || Object.keys(content.styles).some((font) => !fonts.has(font))) {
    await learn(page, content, fonts, softHyphens);
  }
  const { chunks, letters } = chunksOf(content, viewport.transform, fonts);
  return {
    number,
    width: viewport.width,
    height: viewport.height,
    chunks: withDropCaps(chunks),
    tree: await treeOf(page),
    letters,
  };
}

/** `AnnotationMode.DISABLE`: forms and remarks that lie over a page are no part of its text. */
const withoutAnnotations = 0;

/** Takes the names of the fonts of a page from the list of what is drawn; getting the text alone does not give them. */
async function learn(
  page: PDFPageProxy,
  content: TextContent,
  fonts: Map<string, Font>,
  softHyphens: SoftHyphens,
): Promise<void> {
  try {
    const drawn = await page.getOperatorList({ annotationMode: withoutAnnotations });
    for (const id of Object.keys(content.styles)) {
      if (fonts.has(id)) continue;
      fonts.set(id, page.commonObjs.has(id) ? fontOf(page.commonObjs.get(id)) : plain);
    }
    softHyphens.restore(drawn, content);
  } catch {
    for (const id of Object.keys(content.styles)) if (!fonts.has(id)) fonts.set(id, plain);
  }
}

const plain: Font = { bold: false, italic: false };

function fontOf(loaded: unknown): Font {
  if (typeof loaded !== 'object' || loaded === null) return plain;
  const { name, bold, black, italic } = loaded as Record<string, unknown>;
  const named = typeof name === 'string' ? name : '';
  return {
    bold:
      bold === true ||
      black === true ||
      /bold|black|heavy|semibold|demi(?!h)|vet\b|-bd|cmbx|ecbx|sfbx/i.test(named),
    italic: italic === true || /italic|oblique|cursief|cmti|ecti|sfti|-it\b/i.test(named),
  };
}

type Matrix = readonly number[];

function times(a: Matrix, b: Matrix): number[] {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [
    a0 * b0 + a2 * b1,
    a1 * b0 + a3 * b1,
    a0 * b2 + a2 * b3,
    a1 * b2 + a3 * b3,
    a0 * b4 + a2 * b5 + a4,
    a1 * b4 + a3 * b5 + a5,
  ];
}

function chunksOf(content: TextContent, toPage: Matrix, fonts: ReadonlyMap<string, Font>) {
  const chunks: Chunk[] = [];
  const marks: { content: string | null; artifact: boolean }[] = [];
  let [letters, space] = [0, false];
  for (const item of content.items) {
    if (!('str' in item)) {
      mark(item, marks);
      continue;
    }
    const whole = plainLetters(item.str);
    const text = whole.trim();
    if (text === '') {
      space ||= item.str !== '' && !item.hasEOL;
      const last = chunks.at(-1);
      if (item.str !== '' && last !== undefined) chunks[chunks.length - 1] = { ...last, spaceAfter: true };
      continue;
    }
    letters += text.length;
    const inside = marks.at(-1);
    const chunk = chunkOf(
      item,
      whole,
      text,
      times(toPage, item.transform),
      fonts.get(item.fontName) ?? plain,
      { space, content: inside?.content ?? null, artifact: inside?.artifact ?? false },
    );
    chunks.push(goesBack(chunks, chunk) ? fillGap(chunks, chunk) : chunk);
    space = false;
  }
  return { chunks, letters };
}

/** Whether a chunk stands left of the one that was drawn before it, on the same line. */
function goesBack(chunks: readonly Chunk[], { x0, y, angle, size }: Chunk): boolean {
  const last = chunks.at(-1);
  return last !== undefined && last.angle === angle && Math.abs(last.y - y) < size * 0.5 && x0 < last.x0;
}

const lookedBack = 60;

/**
 * A letter of another font may be drawn after its line, in a gap that was left for it: the white that pdf.js sees in
 * that gap stands behind the letter.
 */
function fillGap(chunks: Chunk[], chunk: Chunk): Chunk {
  for (let at = chunks.length - 1; at >= Math.max(0, chunks.length - lookedBack); at -= 1) {
    const left = chunks[at];
    if (left === undefined || left.angle !== chunk.angle || Math.abs(left.y - chunk.y) > chunk.size * 0.5)
      break;
    if (Math.abs(left.x1 - chunk.x0) > chunk.size * 0.12) continue;
    chunks[at] = { ...left, spaceAfter: false };
    return { ...chunk, spaceBefore: false, spaceAfter: chunk.spaceAfter || left.spaceAfter };
  }
  return { ...chunk, spaceBefore: false };
}

/** Keeps what marked content one is in: the innermost that the tree can name; an artifact holds all within it. */
function mark(item: TextMarkedContent, marks: { content: string | null; artifact: boolean }[]): void {
  if (item.type === 'endMarkedContent') {
    marks.pop();
    return;
  }
  const outer = marks.at(-1);
  marks.push({
    content: item.id ?? outer?.content ?? null,
    artifact: ('tag' in item && item.tag === 'Artifact') || (outer?.artifact ?? false),
  });
}

function chunkOf(
  item: TextItem,
  whole: string,
  text: string,
  matrix: Matrix,
  font: Font,
  { space, content, artifact }: { space: boolean; content: string | null; artifact: boolean },
): Chunk {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
  const angle = Math.round((Math.atan2(b, a) * 180) / Math.PI);
  const radians = (-angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const start = angle === 0 ? e : e * cos - f * sin;
  const y = angle === 0 ? f : e * sin + f * cos;
  const lead = (whole.length - whole.trimStart().length) * size * 0.25;
  const trail = (whole.length - whole.trimEnd().length) * size * 0.25;
  const x0 = start + Math.min(lead, item.width / 2);
  const x1 = Math.max(x0 + 0.1, start + item.width - Math.min(trail, item.width / 2));
  return {
    text,
    x0,
    x1,
    y,
    size: Math.round(size * 20) / 20,
    angle,
    box: turned([x0, y - size * 0.8, x1, y + size * 0.22], -radians, angle),
    bold: font.bold,
    italic: font.italic,
    spaceBefore: space || lead > 0,
    spaceAfter: trail > 0,
    content,
    artifact,
  };
}

/** The box on the page of a box along a turned baseline. */
function turned(box: Box, radians: number, angle: number): Box {
  if (angle === 0) return box;
  const [left, top, right, bottom] = box;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([x = 0, y = 0]): readonly [number, number] => [x * cos - y * sin, x * sin + y * cos]);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

async function treeOf(page: PDFPageProxy): Promise<Element | null> {
  try {
    const tree = await page.getStructTree();
    return tree === null || tree === undefined ? null : elementOf(tree, 0);
  } catch {
    return null;
  }
}

const deepest = 100;

function elementOf(node: unknown, depth: number): Element {
  const { role, alt, children } = (node ?? {}) as Record<string, unknown>;
  const kept: (Element | { content: string })[] = [];
  for (const child of Array.isArray(children) && depth < deepest ? children : []) {
    const { type, id } = child as Record<string, unknown>;
    if (type === 'content' && typeof id === 'string') kept.push({ content: id });
    else if (typeof type !== 'string') kept.push(elementOf(child, depth + 1));
  }
  return {
    role: typeof role === 'string' ? role : '',
    ...(typeof alt === 'string' ? { alt } : {}),
    children: kept,
  };
}
