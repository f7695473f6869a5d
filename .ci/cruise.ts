import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';

export interface Violation {
  rule: string;
  from: string;
  to: string;
}

/** Reads every module under `folders` of `root` and reports each import that the rules forbid. */
export async function findViolations(
  root: string,
  folders: string[],
): Promise<{ modules: string[]; violations: Violation[] }> {
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      ruleSet: { forbidden: importRules },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: String.raw`(^|/)(dist|coverage|reports|test-results|\.stryker-tmp)/` },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  );
  if (typeof output === 'string') throw new Error(output);
  const result: ICruiseResult = output;
  return {
    modules: result.modules.map((module: IModule) => module.source),
    violations: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
