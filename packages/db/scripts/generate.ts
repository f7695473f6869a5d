import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// Makes the client of `prisma/schema.prisma` with Prisma's own generator, as its command line would: that one brings
// 170 MB of other things, which whoever only starts the program would have to fetch.

// Their ES modules import files that are not there.
const require = createRequire(import.meta.url);
const {
  PrismaClientTsGenerator,
}: typeof import('@prisma/client-generator-ts') = require('@prisma/client-generator-ts');
const { getGenerators, loadSchemaContext }: typeof import('@prisma/internals') = require('@prisma/internals');

const schema = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url));
const generators = await getGenerators({
  schemaContext: await loadSchemaContext({
    schemaPath: { cliProvidedPath: schema },
    printLoadMessage: false,
  }),
  registry: { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } },
  // Generating runs no engine.
  skipDownload: true,
  cliCommand: 'generate',
});
for (const generator of generators) {
  await generator.generate();
  generator.stop();
}
