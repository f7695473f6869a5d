import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The tables of content: what they hold is seen by some and not by others, so that only the study reads them. */
const CONTENT = [
  'annotation',
  'reading',
  'layer',
  'review',
  'reply',
  'decision',
  'assignment',
  'block',
  'sentence',
  'first_pass_row',
  'layered_annotation',
  'layered_reading',
  'change',
];
const inSql = new RegExp(
  String.raw`\b(?:FROM|JOIN|USING|,)\s+(?:ONLY\s+)?"?(${CONTENT.join('|')})\b"?(?!\s*[.(])`,
  'i',
);
const textOfDocument = /\bSELECT\b[^;]*\b(text|original)\b[^;]*\bFROM\s+"?document\b/i;
/** What reads content and is no query of a member, a file or a declaration in one, and why. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'operation/queries.ts':
    'which operations of one’s own can be undone: of their changes no more than that there are',
  'round/reveal-order.ts': 'when a round was revealed, as a piece of other queries',
  'tag/versions.ts': 'who made each version of the codebook, which every member may know',
  'place/held.ts':
    'what a command takes of its place, held and in one statement: it asks for itself whether it may',
  'session/mentions.ts': 'the operator of the installation, in the terminal',
  'study/kept.ts#readSharedHead': 'how far the stream is that all members see, and nothing of it',
  'study/doubles.ts':
    'what stands beside an annotation in its own layer, as a piece of a query over that layer',
  'study/passage-filter.ts':
    'what is said of annotations in layers that the person may see, of letters that they do not code blind, as a piece of a query over these',
  'study/passages.ts#judgedIn': 'the same',
  'intake/find-twins.ts':
    'texts, which every member may see, beside those that somebody adds: of the documents only how like they are',
  'tag/stands-in.ts':
    'whether a command may quote, and what would come of it: the texts themselves stay unread',
};
/** Of content what every member may see: what a document is made of. */
const OPEN = new Set(['block', 'sentence', 'document.text']);
/** What makes a reading of the study one of a person: their scope, what was read through it, or that it is their own. */
const SCOPED = new Set([
  'layerSeen',
  'whereLayerSeen',
  'whereChangeSeen',
  'assignmentSeen',
  'whereAssignmentSeen',
  'SeenLayer',
  'memberId',
]);
/** What hands work to a command, which holds what it reads and asks for itself whether it may. */
const MAKERS = new Set(['commandProcedure', 'commandProcedureAhead']);
const COMMANDS = new Set([...MAKERS, 'giveCommand', 'runCommand', 'runAdmission', 'transact']);
/** What helps to read the rows of a noun. */
const READERS = new Set(['readRows', 'readLayered', 'holdRows', 'holdInLayers']);
/** What helps to read changes. */
const CHANGE_READERS = new Set(['readChanges', 'readAnnotationChanges', 'readSets', 'readTold']);
const MODEL_READS = /^(find|count|aggregate|groupBy)/;

export interface UnscopedRead {
  readonly file: string;
  readonly declaration: string;
  readonly table: string;
}

interface Declaration {
  readonly file: string;
  readonly name: string;
  /** Names that it uses, as `file#name`. */
  readonly uses: ReadonlySet<string>;
  /** Tables of content that it reads. */
  readonly tables: ReadonlySet<string>;
  /** Whether it says for whom it reads. */
  readonly scoped: boolean;
}

const keyOf = (file: string, name: string) => `${file}#${name}`;

/**
 * Queries of the API that read a table of content without the study, and readings of the study without a scope. Everything that the routers and the server use
 * is followed by name, from declaration to declaration, up to where a command begins: so a query that is written
 * tomorrow is looked at as well, wherever it stands.
 */
export function findUnscopedReads(root: string): { reads: UnscopedRead[]; followed: number } {
  const folder = path.join(root, 'packages/api/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/(^|\/)testing\//.test(file))
    .sort();
  const declarations = new Map<string, Declaration>();
  const exported = new Map<string, string>();
  for (const file of files) readFile(folder, file, declarations, exported);
  const roots = [...declarations.values()]
    .filter(({ file }) => path.basename(file) === 'router.ts' || file === 'index.ts')
    .map(({ file, name }) => keyOf(file, name));
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const known = exported.get(key) ?? key;
    if (reached.has(known)) continue;
    reached.add(known);
    waiting.push(...(declarations.get(known)?.uses ?? []));
  }
  const isScoped = (key: string, met: Set<string>): boolean => {
    const found = declarations.get(exported.get(key) ?? key);
    if (!found || met.has(key)) return false;
    met.add(key);
    return found.scoped || [...found.uses].some((used) => used.startsWith('study/') && isScoped(used, met));
  };
  const reads = [...reached].flatMap((key): UnscopedRead[] => {
    const found = declarations.get(key);
    if (!found || Object.hasOwn(OUTSIDE, found.file) || Object.hasOwn(OUTSIDE, key)) return [];
    const { file, name: declaration, tables } = found;
    const unscoped = file.startsWith('study/')
      ? [...tables].filter((table) => !OPEN.has(table) && !isScoped(key, new Set()))
      : [...tables];
    return unscoped.map((table) => ({ file, declaration, table }));
  });
  return { reads, followed: reached.size };
}

function readFile(
  folder: string,
  file: string,
  declarations: Map<string, Declaration>,
  exported: Map<string, string>,
): void {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(folder, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const imported = new Map<string, string>();
  const resolve = (specifier: string) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const own = new Set(source.statements.flatMap(namesOf));
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements)
          imported.set(
            name.text,
            keyOf(resolve(statement.moduleSpecifier.text), (propertyName ?? name).text),
          );
    }
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    ) {
      const from = statement.moduleSpecifier;
      const target = from && ts.isStringLiteral(from) ? resolve(from.text) : file;
      for (const { name, propertyName } of statement.exportClause.elements) {
        const meant = keyOf(target, (propertyName ?? name).text);
        exported.set(keyOf(file, name.text), meant);
        declarations.set(keyOf(file, `export ${name.text}`), {
          file,
          name: `export ${name.text}`,
          uses: new Set([meant]),
          tables: new Set(),
          scoped: false,
        });
      }
    }
    const names = namesOf(statement);
    if (names.length === 0) continue;
    const { used, tables } = lookInto(statement);
    const uses = new Set(
      [...used].flatMap((name) => imported.get(name) ?? (own.has(name) ? keyOf(file, name) : [])),
    );
    const scoped = [...wordsIn(statement)].some((word) => SCOPED.has(word));
    for (const name of names) declarations.set(keyOf(file, name), { file, name, uses, tables, scoped });
  }
}

/** What a statement at the top of a module declares that is there when it runs. */
function namesOf(statement: ts.Statement): string[] {
  if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
    return [statement.name.text];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [name.text] : [],
  );
}

/** The names that a piece of code uses and the tables of content that it reads, without what it hands to commands. */
function lookInto(node: ts.Node): { used: Set<string>; tables: Set<string> } {
  const used = new Set<string>();
  const tables = new Set<string>();
  const visit = (each: ts.Node): void => {
    if (ts.isTypeNode(each)) return;
    if (ts.isIdentifier(each) && isName(each)) {
      used.add(each.text);
      if (each.text === 'layered') tables.add('layered');
    }
    if (ts.isTemplateExpression(each) || ts.isNoSubstitutionTemplateLiteral(each)) lookAtSql(each, tables);
    if (ts.isCallExpression(each)) {
      lookAtCall(each, tables);
      if (COMMANDS.has(nameOfCall(each))) {
        visit(each.expression);
        // The makers of procedures are given by name what carries the command out; what comes ahead of it is a query.
        const isHanded = (argument: ts.Node) =>
          ts.isFunctionLike(argument) || (MAKERS.has(nameOfCall(each)) && argument === each.arguments[1]);
        for (const argument of each.arguments) if (!isHanded(argument)) visit(argument);
        return;
      }
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return { used, tables };
}

/** All names in a piece of code, in its types too. */
function wordsIn(node: ts.Node): Set<string> {
  const words = new Set<string>();
  const visit = (each: ts.Node): void => {
    if (ts.isIdentifier(each)) words.add(each.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return words;
}

/** Whether it stands for something that is declared, and not for a field. */
function isName(each: ts.Identifier): boolean {
  const { parent } = each;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === each;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name !== each;
  return true;
}

function nameOfCall({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

function lookAtSql(
  node: ts.TemplateExpression | ts.NoSubstitutionTemplateLiteral,
  tables: Set<string>,
): void {
  const written = ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' $ ')
    : node.text;
  if (!/\b(SELECT|FROM|JOIN)\b/.test(written)) return;
  for (const [, table] of written.matchAll(new RegExp(inSql, 'gi')))
    if (table) tables.add(table.toLowerCase());
  if (textOfDocument.test(written)) tables.add('document.text');
}

function lookAtCall(call: ts.CallExpression, tables: Set<string>): void {
  const [, noun] = call.arguments;
  if (READERS.has(nameOfCall(call)) && noun && ts.isStringLiteral(noun) && CONTENT.includes(noun.text))
    tables.add(noun.text);
  if (CHANGE_READERS.has(nameOfCall(call))) tables.add('change');
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || !MODEL_READS.test(expression.name.text)) return;
  const model = expression.expression;
  if (!ts.isPropertyAccessExpression(model)) return;
  if (CONTENT.includes(model.name.text)) tables.add(model.name.text);
  for (const argument of call.arguments) lookAtRelations(argument, model.name.text, tables);
}

/** Under which names a model reads content of others: by its relations. */
const RELATIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(CONTENT.map((table) => [table, table])),
  ...Object.fromEntries(CONTENT.map((table) => [`${table}s`, table])),
  replies: 'reply',
};

/** What a reading of a model takes along: relations that are selected, included, counted or asked, and texts. */
function lookAtRelations(node: ts.Node, model: string, tables: Set<string>): void {
  if (ts.isPropertyAssignment(node)) {
    const name = node.name.getText();
    const table = Object.hasOwn(RELATIONS, name) ? RELATIONS[name] : undefined;
    const asksIt = ts.isObjectLiteralExpression(node.initializer) || isTrue(node.initializer);
    if (table && asksIt) tables.add(table);
    if (model === 'document' && (name === 'text' || name === 'original') && isTrue(node.initializer))
      tables.add('document.text');
  }
  ts.forEachChild(node, (each) => lookAtRelations(each, model, tables));
}

const isTrue = (node: ts.Node) => node.kind === ts.SyntaxKind.TrueKeyword;
