import { readClass } from './parse-class.ts';
import { readEscape } from './parse-escape.ts';
import type { Reader } from './reader.ts';
import { type Edge, type Node, PatternRefusal, patternLimits } from './syntax.ts';

/**
 * Reads the subset of JavaScript's regular expressions (with its flag u) that can be matched in linear time: literals,
 * `.`, classes, `\d \w \s \b \p{..}` and what is not them, groups, `|`, `* + ? {n,m}` and lazy ones, `^ $`. What it
 * reads means what it means there. More is taken in one place: any sign that is no letter or digit may be escaped.
 * @throws PatternRefusal
 */
export function parsePattern(source: string): Node {
  if (source === '') throw new PatternRefusal('pattern_empty', 0, 0);
  const reader = { source, at: 0 };
  const node = readChoice(reader, 0);
  if (reader.at < source.length) {
    throw new PatternRefusal('pattern_group_closed', reader.at, reader.at + 1);
  }
  return node;
}

function readChoice(reader: Reader, depth: number): Node {
  const start = reader.at;
  const nodes = [readRow(reader, depth)];
  while (reader.source[reader.at] === '|') {
    reader.at++;
    nodes.push(readRow(reader, depth));
  }
  const [first] = nodes;
  if (nodes.length === 1 && first) return first;
  return { kind: 'choice', nodes, start, end: reader.at };
}

function readRow(reader: Reader, depth: number): Node {
  const start = reader.at;
  const nodes: Node[] = [];
  for (;;) {
    const next = reader.source[reader.at];
    if (next === undefined || next === '|' || next === ')') break;
    nodes.push(readRepeated(reader, depth));
  }
  const [first] = nodes;
  if (!first) return { kind: 'empty', start, end: start };
  return nodes.length === 1 ? first : { kind: 'row', nodes, start, end: reader.at };
}

function readRepeated(reader: Reader, depth: number): Node {
  const start = reader.at;
  const node = readAtom(reader, depth);
  skipMarks(reader);
  const quantifier = readQuantifier(reader);
  if (!quantifier) return node;
  if (node.kind === 'edge')
    throw new PatternRefusal('pattern_nothing_to_repeat', quantifier.start, reader.at);
  const { min, max, isLazy } = quantifier;
  return { kind: 'repeat', node, min, max, isLazy, start, end: reader.at };
}

/** Folded text has no marks and no soft hyphens: what is repeated is the letter before them. */
function skipMarks(reader: Reader): void {
  const mark = /[\p{M}\u00ad]+/uy;
  mark.lastIndex = reader.at;
  if (mark.test(reader.source)) reader.at = mark.lastIndex;
}

const counted = /\{(\d+)(?:(,)(\d*))?\}/y;

interface Quantifier {
  readonly start: number;
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
}

const simple: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

function readQuantifier(reader: Reader): Quantifier | null {
  const start = reader.at;
  const sign = reader.source[start];
  if (sign === undefined) return null;
  let [min, max] = simple[sign] ?? [0, 0];
  if (sign === '{') {
    [min, max] = readCounts(reader);
  } else if (max === 0) {
    return null;
  } else {
    reader.at++;
  }
  const isLazy = reader.source[reader.at] === '?';
  if (isLazy) reader.at++;
  return { start, min, max, isLazy };
}

function readCounts(reader: Reader): readonly [number, number] {
  const start = reader.at;
  counted.lastIndex = start;
  const match = counted.exec(reader.source);
  if (!match) throw new PatternRefusal('pattern_brace', start, start + 1);
  reader.at = counted.lastIndex;
  const min = Number(match[1]);
  const last = match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  const max = match[2] === undefined ? min : last;
  if (max < min) throw new PatternRefusal('pattern_repeat_order', start, reader.at);
  if (min > patternLimits.repeat || (max > patternLimits.repeat && max !== Number.POSITIVE_INFINITY)) {
    throw new PatternRefusal('pattern_repeat_limit', start, reader.at);
  }
  return [min, max];
}

const edges: Readonly<Record<string, Edge>> = { '^': 'line-start', $: 'line-end' };

function readAtom(reader: Reader, depth: number): Node {
  const start = reader.at;
  const codePoint = reader.source.codePointAt(start) ?? 0;
  const sign = String.fromCodePoint(codePoint);
  const edge = edges[sign];
  if (sign === '(') return readGroup(reader, depth + 1);
  if (sign === '[') return readClass(reader);
  if (sign === '\\') return readEscape(reader);
  if (sign in simple) throw new PatternRefusal('pattern_nothing_to_repeat', start, start + 1);
  if (sign === '{' || sign === '}') throw new PatternRefusal('pattern_brace', start, start + 1);
  if (sign === ']') throw new PatternRefusal('pattern_class_closed', start, start + 1);
  reader.at += sign.length;
  const end = reader.at;
  if (sign === '.') return { kind: 'any', start, end };
  if (edge) return { kind: 'edge', edge, start, end };
  return { kind: 'literal', codePoint, start, end };
}

const lookAround = ['(?=', '(?!', '(?<=', '(?<!'];

function readGroup(reader: Reader, depth: number): Node {
  const { source } = reader;
  const start = reader.at;
  if (depth > patternLimits.depth) throw new PatternRefusal('pattern_too_deep', start, start + 1);
  const look = lookAround.find((each) => source.startsWith(each, start));
  if (look) throw new PatternRefusal('pattern_look_around', start, start + look.length);
  const isPlain = source[start + 1] !== '?';
  if (!isPlain && source[start + 2] !== ':') {
    throw new PatternRefusal('pattern_group_unknown', start, Math.min(start + 3, source.length));
  }
  reader.at += isPlain ? 1 : 3;
  const node = readChoice(reader, depth);
  if (source[reader.at] !== ')') throw new PatternRefusal('pattern_group_open', start, start + 1);
  reader.at++;
  // The group's own place, so that a repetition of it that is too large is pointed at whole.
  return { ...asOne(node), start, end: reader.at };
}

/** `(^)*` is allowed where `^*` is not. */
function asOne(node: Node): Node {
  return node.kind === 'edge' ? { kind: 'row', nodes: [node], start: node.start, end: node.end } : node;
}
