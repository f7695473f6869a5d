import { factsIn, memberFacts, projectFacts } from '@koersvast/core/fact';
import { type Database, type Rows, snapshot, toWire, toWireRows, wireFields } from '@koersvast/db';
import { openStudy } from '../study/study.ts';
import type { ReadStudy } from './read-selection.ts';

type MemberTold = Pick<Rows['member'], (typeof memberFacts)[number]>;
type ProjectTold = Pick<Rows['project'], (typeof projectFacts)[number]>;

/** What people told of how the study was done, beside what its rounds say, and what was made of their work since. */
export interface Told {
  readonly members: ReadonlyMap<string, MemberTold>;
  readonly project: ProjectTold;
  /** Documents with a finished final version, by round. */
  readonly finals: ReadonlyMap<string, ReadonlySet<string>>;
}

export function readProcess(db: Database, { access }: Pick<ReadStudy, 'access'>): Promise<Told> {
  const { projectId } = access;
  return snapshot(db, async (tx) => {
    const members = await tx.member.findMany({ where: { projectId }, select: wireFields.member });
    const project = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: wireFields.project,
    });
    const layers = await openStudy(tx, access).comparedLayers(['final']);
    const finished = Map.groupBy(
      layers.filter((layer) => layer.finished),
      ({ roundId }) => roundId,
    );
    return {
      members: new Map(
        toWireRows('member', members).map((member) => [member.id, factsIn(memberFacts, member)]),
      ),
      project: factsIn(projectFacts, toWire('project', project)),
      finals: new Map(
        [...finished].map(([roundId, of]) => [roundId, new Set(of.map(({ documentId }) => documentId))]),
      ),
    };
  });
}
