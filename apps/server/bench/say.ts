/** What a bench tells whoever runs it. */
export const say = (line: string) => process.stdout.write(`${line}\n`);
