import paper from './paper.module.css';

/* A chart as a file that needs nothing else: its colours and type are in it, and so are its title and caption. */

/** What of a shape's look a file has to say; the rest is as a picture without style sheets would be. */
const said = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-style',
  'font-weight',
  'opacity',
] as const;
/** The type is named with what may stand in for it, for whoever does not have it. */
const typeface = 'Inter, system-ui, Helvetica, Arial, sans-serif';
const margin = 16;
const lineHeight = 18;
/** A letter's width as a part of its size, to break lines by. */
const letter = 0.52;

export interface ChartWords {
  readonly title: string;
  /** What is shown, in a sentence. */
  readonly summary: string;
  /** What is counted. */
  readonly caption: string;
}

function linesOf(text: string, width: number, size: number): string[] {
  const most = Math.max(12, Math.floor(width / (size * letter)));
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

function make(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): Element {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

function textLines(lines: readonly string[], y: number, size: number, weight: number): Element[] {
  return lines.map((line, at) =>
    make(
      'text',
      { x: 0, y: y + at * lineHeight, 'font-size': size, 'font-weight': weight, fill: '#1c2026' },
      line,
    ),
  );
}

/** Gives each shape the look that it has on paper, and takes away what is for a screen alone. */
function settle(shapes: Element): void {
  for (const gone of shapes.querySelectorAll('[data-screen="only"]')) gone.remove();
  for (const shape of [shapes, ...shapes.querySelectorAll('*')]) {
    const look = getComputedStyle(shape);
    if (shape.closest('defs, g, rect, line, path, circle, text') !== null)
      for (const property of said) shape.setAttribute(property, look.getPropertyValue(property));
    for (const { name } of [...shape.attributes])
      if (/^(class|style|role|tabindex|aria-|data-)/.test(name)) shape.removeAttribute(name);
  }
}

/** The drawing as an SVG file: light, whatever the theme, since it goes onto paper. */
export function svgOf(drawing: SVGSVGElement, words: ChartWords): string {
  const place = document.body.appendChild(document.createElement('div'));
  place.className = paper.paper ?? '';
  place.setAttribute('aria-hidden', 'true');
  place.dataset.paper = 'true';
  const shapes = drawing.cloneNode(true) as SVGSVGElement;
  place.append(shapes);
  settle(shapes);
  place.remove();
  const width = Math.max(Number(drawing.getAttribute('width')), 320);
  const height = Number(drawing.getAttribute('height'));
  const title = linesOf(words.title, width, 16);
  const summary = linesOf(words.summary, width, 13);
  const caption = linesOf(words.caption, width, 12);
  const top = margin + (title.length + summary.length) * lineHeight + margin;
  const whole = {
    width: width + 2 * margin,
    height: top + height + margin + caption.length * lineHeight + margin,
  };
  const file = make('svg', {
    ...whole,
    viewBox: `0 0 ${whole.width} ${whole.height}`,
    'font-family': typeface,
    role: 'img',
  });
  const inner = make('g', { transform: `translate(${margin} 0)` });
  const drawn = make('g', { transform: `translate(0 ${top})` });
  drawn.append(...shapes.childNodes);
  inner.append(
    ...textLines(title, margin + 14, 16, 600),
    ...textLines(summary, margin + 14 + title.length * lineHeight, 13, 400),
    drawn,
    ...textLines(caption, top + height + margin + 12, 12, 400),
  );
  file.append(
    make('title', {}, words.title),
    make('desc', {}, `${words.summary} ${words.caption}`),
    make('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
    inner,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}

/** The same as a picture of twice as many points. */
export async function pngOf(svg: string): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth * 2;
  canvas.height = picture.naturalHeight * 2;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('No picture was made.')) : resolve(blob)),
      'image/png',
    ),
  );
}

/** Hands a file to whoever looks at the page. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that every system takes for a file. */
export function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 80) || 'chart';
}
